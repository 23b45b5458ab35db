//! Lists that are brought up to what was read: rows that stay keep focus and place.

use adw::prelude::*;
use relm4::prelude::*;
use relm4::typed_view::list::{RelmListItem, TypedListView};

/// A list of which nothing is selected: rows are opened.
pub(crate) type Rows<T> = TypedListView<T, gtk::NoSelection>;

/// Brings a list from what it shows to what it is to show. Only what lies between equal ends is made anew.
pub(crate) fn bring_up<T>(list: &mut Rows<T>, shown: &mut Vec<T>, wanted: Vec<T>)
where
    T: RelmListItem + Clone + PartialEq,
{
    let (before, after) = same_ends(shown, &wanted);
    let Ok(at) = u32::try_from(before) else {
        return;
    };
    if before == 0 && after == 0 {
        list.clear();
        list.extend_from_iter(wanted.iter().cloned());
    } else {
        for _ in before..shown.len() - after {
            list.remove(at);
        }
        let new = wanted.iter().take(wanted.len() - after).skip(before);
        for (at, one) in (at..).zip(new) {
            list.insert(at, one.clone());
        }
    }
    *shown = wanted;
}

/// Gives the list the keyboard when the way back to it left that with nobody: keys would reach no one.
pub(crate) fn take_focus(list: &gtk::ListView, navigation: &adw::NavigationView) {
    let is_back = |page: adw::NavigationPage| page.tag().is_some_and(|tag| tag == "main");
    let is_lost = navigation.root().is_some_and(|root| root.focus().is_none());
    if is_lost && navigation.visible_page().is_some_and(is_back) {
        list.grab_focus();
    }
}

/// Where two lists differ: how many items are the same at the beginning and at the end.
fn same_ends<T: PartialEq>(shown: &[T], wanted: &[T]) -> (usize, usize) {
    let pairs = shown.iter().zip(wanted);
    let before = pairs.take_while(|(a, b)| a == b).count();
    let rest = shown.len().min(wanted.len()) - before;
    let backwards = shown.iter().rev().zip(wanted.iter().rev()).take(rest);
    (before, backwards.take_while(|(a, b)| a == b).count())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_middle_that_differs_is_changed() {
        for (shown, wanted, ends) in [
            (&["A", "B", "C"][..], &["A", "X", "C"][..], (1, 1)),
            (&["A", "B"], &["A", "B"], (2, 0)),
            (&["A", "A"], &["A", "A", "A"], (2, 0)),
            (&["A", "B", "C"], &["B", "C"], (0, 2)),
            (&[], &["A"], (0, 0)),
        ] {
            assert_eq!(same_ends(shown, wanted), ends, "{shown:?} {wanted:?}");
        }
    }
}
