//! Lists that are brought up to what was read: rows that stay keep focus and place.

use adw::prelude::*;
use relm4::prelude::*;
use relm4::typed_view::grid::{RelmGridItem, TypedGridView};

/// A list of which nothing is selected: rows are opened.
///
/// For GTK it is a grid of one column. Of a list GTK always keeps 200 rows ready, seen or not, and making them takes longer
/// than everything else before a page of apps is complete; of such a grid it keeps thirty
/// (`GTK_LIST_VIEW_MAX_LIST_ITEMS`, `GTK_GRID_VIEW_MAX_VISIBLE_ROWS`). For people and screen readers it is a list.
pub(crate) type Rows<T> = TypedGridView<T, gtk::NoSelection>;

/// An empty list with that name. Whoever makes a row of it says [`as_row`].
pub(crate) fn rows<T: RelmGridItem>(name: &str) -> Rows<T> {
    let rows = Rows::new();
    rows.view.set_max_columns(1);
    rows.view.set_accessible_role(gtk::AccessibleRole::List);
    rows.view
        .update_property(&[gtk::accessible::Property::Label(name)]);
    rows.view.add_css_class("lines");
    rows
}

/// Screen readers will meet what stands around this as a row of a list, not as a cell. That can be said only once the cell
/// stands in its list: until then GTK owns it alone.
pub(crate) fn as_row(root: &impl IsA<gtk::Widget>) {
    let is_cell = |cell: &gtk::Widget| cell.accessible_role() == gtk::AccessibleRole::GridCell;
    root.connect_root_notify(move |root| {
        if root.root().is_some()
            && let Some(cell) = root.parent().filter(is_cell)
        {
            cell.set_accessible_role(gtk::AccessibleRole::ListItem);
        }
    });
}

/// Brings a list from what it shows to what it is to show. Only what lies between equal ends is made anew.
pub(crate) fn bring_up<T>(list: &mut Rows<T>, shown: &mut Vec<T>, wanted: Vec<T>)
where
    T: RelmGridItem + Clone + PartialEq,
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
pub(crate) fn take_focus(list: &gtk::GridView, navigation: &adw::NavigationView) {
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
