//! Deflate with a preset dictionary: the words that designs are made of cost next to nothing from their first use on.

use super::dictionary::DICTIONARY;
use miniz_oxide::deflate::core::{CompressorOxide, TDEFLFlush, compress, create_comp_flags_from_zip_params};
use miniz_oxide::inflate::TINFLStatus;
use miniz_oxide::inflate::core::inflate_flags::TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF;
use miniz_oxide::inflate::core::{DecompressorOxide, decompress};

/// Raw deflate of these bytes, as if the dictionary stood before them.
pub fn deflate(bytes: &[u8]) -> Vec<u8> {
    deflate_after(&[], bytes)
}

/// The same, as if these other bytes stood between the dictionary and them.
pub fn deflate_after(before: &[u8], bytes: &[u8]) -> Vec<u8> {
    let best = 10;
    let raw = -15;
    let mut compressor = CompressorOxide::new(create_comp_flags_from_zip_params(best, raw, 0));
    let mut out = Vec::new();
    // The dictionary goes through first and is flushed to a byte boundary; what comes out for it is known and dropped.
    let known = [DICTIONARY.as_bytes(), before].concat();
    feed(&mut compressor, &known, TDEFLFlush::Sync, &mut out);
    out.clear();
    feed(&mut compressor, bytes, TDEFLFlush::Finish, &mut out);
    out
}

fn feed(compressor: &mut CompressorOxide, mut bytes: &[u8], flush: TDEFLFlush, out: &mut Vec<u8>) {
    let mut chunk = [0; 4_096];
    loop {
        let (_, taken, made) = compress(compressor, bytes, &mut chunk, flush);
        out.extend_from_slice(&chunk[..made]);
        bytes = &bytes[taken..];
        if bytes.is_empty() && made < chunk.len() {
            return;
        }
    }
}

/// What [`deflate`] made of bytes, at most `limit` of them. The flag tells whether this is all: damage, an early end
/// and the limit leave what came before.
pub fn inflate(bytes: &[u8], limit: usize) -> (Vec<u8>, bool) {
    inflate_after(&[], bytes, limit)
}

/// The same for what [`deflate_after`] made with these other bytes before them.
pub fn inflate_after(before: &[u8], bytes: &[u8], limit: usize) -> (Vec<u8>, bool) {
    let mut out = [DICTIONARY.as_bytes(), before].concat();
    let start = out.len();
    let most = start + limit;
    out.resize(most.min(start + 16_384), 0);
    let mut state = DecompressorOxide::new();
    let (mut taken, mut made) = (0, start);
    loop {
        let flags = TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF;
        let (status, read, wrote) = decompress(&mut state, &bytes[taken..], &mut out, made, flags);
        taken += read;
        made += wrote;
        if status == TINFLStatus::HasMoreOutput && out.len() < most {
            let length = out.len().saturating_mul(2).min(most);
            out.resize(length, 0);
            continue;
        }
        out.truncate(made);
        return (out.split_off(start), status == TINFLStatus::Done);
    }
}

/// A checksum of 16 bits: enough to tell that a link was damaged on its way.
pub fn checksum(bytes: &[u8]) -> u16 {
    let (mut low, mut high) = (1u32, 0u32);
    for byte in bytes {
        low = (low + u32::from(*byte)) % 251;
        high = (high + low) % 251;
    }
    (high << 8 | low) as u16
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_squeezed_comes_out_again() {
        let texts = [
            b"".to_vec(),
            b"orders-dlq".repeat(3),
            (0..200_000u32).map(|n| (n / 7 % 251) as u8).collect(),
        ];
        for bytes in texts {
            assert_eq!(inflate(&deflate(&bytes), 1 << 20), (bytes, true));
        }
    }

    #[test]
    fn the_limit_holds_while_inflating() {
        let bomb = deflate(&vec![7; 10 << 20]);
        assert!(bomb.len() < 64 << 10);
        let (bytes, whole) = inflate(&bomb, 1 << 20);
        assert_eq!((bytes.len(), whole), (1 << 20, false));
    }

    #[test]
    fn the_words_of_designs_cost_little() {
        let words = b"orders\0orders-dlq\0worker-a\0worker-b\0payments\0";
        assert!(deflate(words).len() < words.len() / 2, "{}", deflate(words).len());
    }
}
