//! Runs the fuzz targets of `src/flatpak/fuzz.rs` for as long as wanted. CONTRIBUTING.md says how.
#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| isotope::flatpak::fuzz::case(input));
