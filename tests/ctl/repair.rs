//! What another desktop leaves behind, mended and undone with the real dconf on the practice machine's own session bus.

use serde_json::Value;

use crate::practice::Machine;

const WORLD: &str = "home=$ISOTOPE_PRACTICE_HOME
     face=/org/gnome/desktop/interface
     d() {
       env -u XDG_CONFIG_HOME HOME=$home XDG_RUNTIME_DIR=$ISOTOPE_PRACTICE_RUNTIME_DIR \\
         DBUS_SESSION_BUS_ADDRESS=$ISOTOPE_PRACTICE_SESSION_BUS dconf \"$@\"
     }
     font() { d read $face/font-name | sed 's/.*/\"&\"/'; }
     gtk() { cat $home/.config/gtk-3.0/settings.ini | sed -n '2s/.*/\"&\"/p'; }
     try() { isotopectl \"$@\" --json || echo $?; }
";

fn ids(document: &Value) -> Vec<&str> {
    let all = document["leftovers"].as_array().unwrap();
    all.iter().map(|one| one["id"].as_str().unwrap()).collect()
}

#[test]
fn what_plasma_left_is_mended_and_brought_back() {
    let machine = Machine::new();
    let script = format!(
        "{WORLD}
         d write $face/font-name \"'Cantarell 12'\"
         isotopectl switch settings save --json >/dev/null
         try switch repair
         d write $face/font-name \"'Noto Sans,  10'\"
         d write $face/color-scheme \"'prefer-light'\"
         mkdir -p $home/.config/gtk-3.0
         printf '[Settings]\\ngtk-font-name=Noto Sans,  10\\ngtk-key-theme-name=Emacs\\n' >$home/.config/gtk-3.0/settings.ini
         isotopectl switch repair --dry-run --json
         font
         ISOTOPE_PRACTICE_SESSION_BUS= try switch repair
         gtk
         isotopectl switch repair colours --json
         isotopectl switch repair --json >$home/done
         cat $home/done
         font; gtk
         isotopectl switch settings restore $(sed -n 's/.*\"aside\": *\"\\([^\"]*\\)\".*/\\1/p' $home/done) --json
         font; gtk"
    );
    let seen = machine.documents(&script);
    let [
        nothing,
        three,
        found,
        left,
        failed,
        one,
        still,
        single,
        done,
        font,
        gtk,
        undone,
        font_again,
        gtk_again,
    ] = seen.as_slice()
    else {
        panic!("{seen:?}")
    };
    assert_eq!((ids(nothing), three), (vec![], &3.into()));
    assert_eq!(ids(found), ["font", "colours", "gtk3"]);
    assert_eq!(found["leftovers"][0]["value"], "Cantarell 12");
    assert_eq!(found["leftovers"][2]["by"], "KDE Plasma");
    assert_eq!(
        (&found["aside"], left),
        (&Value::Null, &"'Noto Sans,  10'".into())
    );
    assert_eq!(
        (&failed["error"]["kind"], one),
        (&"settings".into(), &1.into())
    );
    let plasmas = "gtk-font-name=Noto Sans,  10";
    assert_eq!(still, plasmas);
    assert_eq!(ids(single), ["colours"]);
    assert_eq!(ids(done), ["font", "gtk3"]);
    assert_eq!(
        (font, gtk),
        (&"'Cantarell 12'".into(), &"gtk-key-theme-name=Emacs".into())
    );
    assert_eq!(undone["changed"], 2);
    assert_eq!(
        (font_again, gtk_again),
        (&"'Noto Sans,  10'".into(), &plasmas.into())
    );
}
