//! File contents that look like programs to a download: do not compress, differ with each version, are the same each time.

/// A number that stands for a text.
pub(super) fn seed(text: &str) -> u64 {
    // FNV-1a: short, and the same on every computer.
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// `length` bytes that follow from `text`.
pub(crate) fn bytes(text: &str, length: usize) -> Vec<u8> {
    let mut state = seed(text) | 1;
    let mut out = Vec::with_capacity(length + 8);
    while out.len() < length {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        out.extend_from_slice(&state.to_le_bytes());
    }
    out.truncate(length);
    out
}
