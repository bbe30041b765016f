//! The two columns of a link: numbers, and behind them texts. Texts stand together because they repeat each other.

/// Writes both columns.
#[derive(Default)]
pub struct Writer {
    numbers: Vec<u8>,
    texts: Vec<u8>,
}

impl Writer {
    /// Adds a number: seven bits a byte, the lowest first.
    pub fn number(&mut self, number: impl Into<u128>) {
        let mut rest: u128 = number.into();
        while rest >= 0x80 {
            self.numbers.push((rest & 0x7F) as u8 | 0x80);
            rest >>= 7;
        }
        self.numbers.push(rest as u8);
    }

    /// Adds a number that may be negative: small ones of either sign stay small.
    pub fn signed(&mut self, number: i64) {
        self.number(zigzag(number));
    }

    /// Adds a text. It ends with a zero byte, so zeros (and ones, which announce) within are written with a one before.
    pub fn text(&mut self, text: &str) {
        for byte in text.bytes() {
            match byte {
                0 | 1 => self.texts.extend([1, byte + 1]),
                _ => self.texts.push(byte),
            }
        }
        self.texts.push(0);
    }

    /// Adds numbers with their length in front, so that a reader which doesn't understand them can skip them.
    pub fn block(&mut self, fill: impl FnOnce(&mut Writer)) {
        let outer = std::mem::take(&mut self.numbers);
        fill(self);
        let inner = std::mem::replace(&mut self.numbers, outer);
        self.number(inner.len() as u128);
        self.numbers.extend(inner);
    }

    /// Both columns as one: the length of the first, the first, the second.
    pub fn finish(self) -> Vec<u8> {
        let mut whole = Writer::default();
        whole.number(self.numbers.len() as u128);
        whole.numbers.extend(self.numbers);
        whole.numbers.extend(self.texts);
        whole.numbers
    }
}

/// Reads both columns. Where they end too early there is None, and never a panic.
pub struct Reader<'a> {
    numbers: &'a [u8],
    texts: &'a [u8],
}

impl<'a> Reader<'a> {
    /// Over bytes that [`Writer::finish`] made, or what is left of them.
    pub fn new(bytes: &'a [u8]) -> Reader<'a> {
        let mut whole = Reader {
            numbers: bytes,
            texts: &[],
        };
        let length = whole
            .number()
            .and_then(|length| usize::try_from(length).ok())
            .unwrap_or(0);
        let (numbers, texts) = whole.numbers.split_at(length.min(whole.numbers.len()));
        Reader { numbers, texts }
    }

    /// The next number.
    pub fn number(&mut self) -> Option<u128> {
        let mut number = 0u128;
        for (index, byte) in self.numbers.iter().enumerate().take(19) {
            number |= u128::from(byte & 0x7F).checked_shl(7 * index as u32)?;
            if byte & 0x80 == 0 {
                self.numbers = &self.numbers[index + 1..];
                return Some(number);
            }
        }
        None
    }

    /// The next number, if it fits.
    pub fn small<T: TryFrom<u128>>(&mut self) -> Option<T> {
        T::try_from(self.number()?).ok()
    }

    /// The next number that may be negative.
    pub fn signed(&mut self) -> Option<i64> {
        self.small::<u64>().map(unzigzag)
    }

    /// The next text; what is no valid text in it is replaced.
    pub fn text(&mut self) -> Option<String> {
        let end = self.texts.iter().position(|byte| *byte == 0)?;
        let (text, rest) = self.texts.split_at(end);
        self.texts = &rest[1..];
        let mut bytes = Vec::with_capacity(text.len());
        let mut escaped = false;
        for byte in text {
            match byte {
                1 if !escaped => escaped = true,
                _ => {
                    bytes.push(if escaped { byte.wrapping_sub(1) } else { *byte });
                    escaped = false;
                }
            }
        }
        Some(String::from_utf8_lossy(&bytes).into_owned())
    }

    /// The next block as a reader of its own numbers and, while it lasts, of the texts.
    pub fn block<R>(&mut self, read: impl FnOnce(&mut Reader<'a>) -> R) -> Option<R> {
        let length = self.small::<usize>()?;
        if length > self.numbers.len() {
            self.numbers = &[];
            return None;
        }
        let (inner, rest) = self.numbers.split_at(length);
        let mut block = Reader {
            numbers: inner,
            texts: self.texts,
        };
        let result = read(&mut block);
        self.texts = block.texts;
        self.numbers = rest;
        Some(result)
    }

    /// Whether all numbers are read.
    pub fn is_empty(&self) -> bool {
        self.numbers.is_empty()
    }
}

/// 0, -1, 1, -2 … as 0, 1, 2, 3 …
pub fn zigzag(number: i64) -> u64 {
    ((number << 1) ^ (number >> 63)) as u64
}

/// The way back.
pub fn unzigzag(number: u64) -> i64 {
    (number >> 1) as i64 ^ -((number & 1) as i64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_columns_read_back() {
        let mut writer = Writer::default();
        let numbers = [0, 1, 127, 128, u128::from(u64::MAX), u128::from(u64::MAX) * 2];
        numbers.iter().for_each(|number| writer.number(*number));
        [0, -1, 1, i64::MIN, i64::MAX]
            .iter()
            .for_each(|number| writer.signed(*number));
        writer.text("grüße\0\u{1}");
        writer.block(|block| {
            block.number(7u8);
            block.text("in");
        });
        writer.text("");
        let bytes = writer.finish();
        let mut reader = Reader::new(&bytes);
        numbers
            .iter()
            .for_each(|number| assert_eq!(reader.number(), Some(*number)));
        [0, -1, 1, i64::MIN, i64::MAX]
            .iter()
            .for_each(|number| assert_eq!(reader.signed(), Some(*number)));
        assert_eq!(reader.text().as_deref(), Some("grüße\0\u{1}"));
        assert_eq!(
            reader.block(|block| (block.number(), block.text())),
            Some((Some(7), Some("in".into())))
        );
        assert_eq!(reader.text().as_deref(), Some(""));
        assert_eq!((reader.number(), reader.text()), (None, None));
    }
}
