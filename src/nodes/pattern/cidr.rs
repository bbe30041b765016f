//! Blocks of IP addresses: `10.0.0.0/24`, `2001:db8::/32`.

use std::net::IpAddr;

/// From the first to the last address, both included.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Block {
    six: bool,
    first: u128,
    last: u128,
}

impl Block {
    /// EVB-051, SNS-093.
    ///
    /// # Errors
    /// What is wrong, in AWS's words.
    pub fn read(text: &str) -> Result<Block, String> {
        // Nothing behind the slash counts as no slash at all.
        let halves = text
            .split_once('/')
            .filter(|(_, bits)| !bits.is_empty() && !bits.contains('/'));
        let (address, bits) = halves.ok_or("Malformed CIDR, one '/' required")?;
        let bits: i32 = bits
            .parse()
            .map_err(|_| "Malformed CIDR, mask bits must be an integer")?;
        let bits = u32::try_from(bits).map_err(|_| "Malformed CIDR, mask bits must not be negative")?;
        let (six, number) = number(address).ok_or_else(|| match looks_like_an_address(address) {
            true => format!("Invalid IP address: {address}"),
            false => format!("Nonstandard IP address: {address}"),
        })?;
        let width = if six { 128 } else { 32 };
        if bits > width {
            let version = if six { 6 } else { 4 };
            return Err(format!("IPv{version} mask bits must be < {}", width + 1));
        }
        let free = width - bits;
        let mask = 1u128.checked_shl(free).map_or(u128::MAX, |end| end - 1);
        Ok(Block {
            six,
            first: number & !mask,
            last: number | mask,
        })
    }

    /// Whether this text is an address of the block.
    pub fn holds(&self, text: &str) -> bool {
        number(text).is_some_and(|(six, number)| six == self.six && (self.first..=self.last).contains(&number))
    }
}

fn number(text: &str) -> Option<(bool, u128)> {
    match text.parse().ok()? {
        IpAddr::V4(address) => Some((false, u128::from(u32::from(address)))),
        IpAddr::V6(address) => Some((true, u128::from(address))),
    }
}

fn looks_like_an_address(text: &str) -> bool {
    let parts: Vec<&str> = text.split('.').collect();
    let four = parts.len() == 4
        && parts
            .iter()
            .all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()));
    let six = text.contains(':') && text.bytes().all(|byte| byte == b':' || byte.is_ascii_hexdigit());
    four || six
}
