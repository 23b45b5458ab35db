use proptest::prelude::*;

use super::*;

const COMMENTED: &str = "# by hand\n\n[Context]\n  # why\nshared=network;telepathy;\nsockets = x11;wayland\n\n[Later Group]\nkey=value\n";

#[test]
fn an_entry_is_exchanged_and_nothing_else() {
    let mut document = Document::parse(COMMENTED.as_bytes());
    let items = document.list("Context", "shared").unwrap();
    document.replace_item("Context", "shared", &items[0], "!network");
    let expected = COMMENTED.replace("shared=network;", "shared=!network;");
    assert_eq!(document.to_bytes(), expected.as_bytes());
}

#[test]
fn a_list_keeps_its_own_ending() {
    let mut document = Document::parse(COMMENTED.as_bytes());
    let items = document.list("Context", "sockets").unwrap();
    document.remove_item("Context", "sockets", &items[1]);
    assert!(
        String::from_utf8(document.to_bytes())
            .unwrap()
            .contains("sockets = x11\n")
    );
    document.push_item("Context", "sockets", "cups");
    assert!(
        String::from_utf8(document.to_bytes())
            .unwrap()
            .contains("sockets = x11;cups;\n")
    );
}

#[test]
fn a_list_without_entries_goes_and_so_does_its_group() {
    let mut document = Document::parse(b"[A]\nx=1;\n\n[B]\ny=2\n");
    let items = document.list("A", "x").unwrap();
    document.remove_item("A", "x", &items[0]);
    assert_eq!(document.to_bytes(), b"[B]\ny=2\n");
    document.remove_key("B", "y");
    assert!(document.says_nothing());
    assert_eq!(document.to_bytes(), b"");
}

#[test]
fn an_entry_that_begins_with_a_space_stays_what_it_is_when_it_becomes_the_first() {
    for (space, escaped) in [(" ", "\\s"), ("\t", "\\t"), ("\x0c", ";\x0c")] {
        let text = format!("[A]\nx=1;{space}2;3;\n");
        let mut document = Document::parse(text.as_bytes());
        let items = document.list("A", "x").unwrap();
        document.remove_item("A", "x", &items[0]);
        let after = document.to_bytes();
        assert_eq!(after, format!("[A]\nx={escaped}2;3;\n").as_bytes());
        let items = Document::parse(&after).list("A", "x").unwrap();
        let kept = format!("{space}2");
        assert!(items.iter().any(|item| item.text == kept), "{items:?}");
    }
}

#[test]
fn an_entry_that_ends_with_its_own_semicolon_stays_apart_from_the_next() {
    let mut document = Document::parse(b"[A]\nx=1\\;\n");
    document.push_item("A", "x", "2");
    assert_eq!(document.to_bytes(), b"[A]\nx=1\\;;2;\n");
}

#[test]
fn a_group_with_a_comment_stays() {
    let mut document = Document::parse(b"[A]\n# note\nx=1\n");
    document.remove_key("A", "x");
    assert_eq!(document.to_bytes(), b"[A]\n# note\n");
    assert!(!document.says_nothing());
}

#[test]
fn a_key_is_added_where_its_group_ends() {
    let mut document = Document::parse(COMMENTED.as_bytes());
    document.push_item("Context", "devices", "dri");
    document.set_string("New", "name", " two\nlines");
    let text = String::from_utf8(document.to_bytes()).unwrap();
    assert!(text.contains("wayland\ndevices=dri;\n\n[Later"), "{text}");
    assert!(
        text.ends_with("key=value\n\n[New]\nname=\\stwo\\nlines\n"),
        "{text}"
    );
    assert_eq!(
        document.string("New", "name"),
        Ok(Some(" two\nlines".to_owned()))
    );
}

#[test]
fn a_file_without_a_last_line_end_and_with_windows_ones_is_understood() {
    let mut document = Document::parse(b"[A]\r\nx=1");
    document.set_string("A", "y", "2");
    assert_eq!(document.to_bytes(), b"[A]\r\nx=1\r\ny=2\r\n");
    assert_eq!(document.string("A", "x"), Ok(Some("1".to_owned())));
}

#[test]
fn of_two_equal_keys_the_last_counts_and_both_go() {
    let mut document = Document::parse(b"[A]\nx=1\n[B]\n[A]\nx=2\n");
    assert_eq!(document.string("A", "x"), Ok(Some("2".to_owned())));
    document.set_string("A", "x", "3");
    assert_eq!(document.to_bytes(), b"[A]\nx=1\n[B]\n[A]\nx=3\n");
    document.remove_key("A", "x");
    assert_eq!(document.string("A", "x"), Ok(None));
}

#[test]
fn each_line_that_glib_refuses_is_named() {
    let cases: [(&[u8], usize, Fault); 7] = [
        (b"[A]\ngarbage\n", 2, Fault::NotAnything),
        (b"x=1\n", 1, Fault::BeforeAnyGroup),
        (b"[A\nx=1\n", 1, Fault::NotAnything),
        (b"[]\n", 1, Fault::GroupName),
        (b"[A]\n[B] x\n", 2, Fault::NotAnything),
        (b"[A]\nx]=1\n", 2, Fault::KeyName),
        (b"[A]\n=1\n", 2, Fault::NotAnything),
    ];
    for (bytes, number, fault) in cases {
        let document = Document::parse(bytes);
        let broken = document.broken();
        assert_eq!(
            (broken[0].number, broken[0].fault),
            (number, fault),
            "{bytes:?}"
        );
        assert_eq!(document.to_bytes(), bytes);
    }
}

#[test]
fn a_broken_line_can_become_a_comment() {
    let mut document = Document::parse(b"# mine\n[Context]\ngarbage\nshared=network;\n");
    document.comment_out(3);
    assert!(document.broken().is_empty());
    assert_eq!(
        document.to_bytes(),
        b"# mine\n[Context]\n# garbage\nshared=network;\n"
    );
}

#[test]
fn wrong_escapes_are_refused_as_glib_does() {
    let document = Document::parse(b"[A]\nx=a\\qb\ny=end\\\nz=a\\;b;c\\\\;d;\n");
    assert_eq!(document.string("A", "x"), Err(Fault::Escape));
    assert_eq!(document.list("A", "y"), Err(Fault::Escape));
    let items: Vec<String> = document
        .list("A", "z")
        .unwrap()
        .into_iter()
        .map(|item| item.text)
        .collect();
    assert_eq!(items, ["a;b", "c\\", "d"]);
    let bytes = Document::parse(b"[A]\nx=\xff\n");
    assert_eq!(bytes.string("A", "x"), Err(Fault::NotText));
}

proptest! {
    #[test]
    fn any_bytes_come_back(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        prop_assert_eq!(Document::parse(&bytes).to_bytes(), bytes);
    }

    #[test]
    fn any_entry_survives_being_written(items in prop::collection::vec("[^\\x00]{1,12}", 1..5)) {
        let mut document = Document::parse(b"[A]\n");
        for item in &items {
            document.push_item("A", "x", item);
        }
        let read = Document::parse(&document.to_bytes());
        prop_assert!(read.broken().is_empty());
        let texts: Vec<String> = read.list("A", "x").unwrap().into_iter().map(|item| item.text).collect();
        prop_assert_eq!(texts, items);
    }
}
