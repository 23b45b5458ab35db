//! Dictionaries captured from a real rpm-ostree, kept as JSON, made into D-Bus types again.

use std::collections::HashMap;
use std::path::PathBuf;

use serde_json::Value;
use zbus::{OwnedVariant, Structure, Variant};

/// An `a{sv}`.
pub(crate) type Dict = HashMap<String, OwnedVariant>;

/// A file of `tests/data/rpm-ostree`.
pub(crate) fn text(name: &str) -> String {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data/rpm-ostree");
    std::fs::read_to_string(folder.join(name)).unwrap()
}

/// The deployments in a file.
pub(crate) fn deployments(name: &str) -> Vec<Dict> {
    let list: Vec<Value> = serde_json::from_str(&text(name)).unwrap();
    list.iter().map(dict).collect()
}

/// The one dictionary in a file.
pub(crate) fn one(name: &str) -> Dict {
    dict(&serde_json::from_str(&text(name)).unwrap())
}

/// What `GetDeploymentsRpmDiff` answered.
pub(crate) fn diff() -> Vec<(String, u32, Dict)> {
    let list: Vec<Value> = serde_json::from_str(&text("diff.json")).unwrap();
    let package = |line: &Value, at: usize, key: &str| {
        let fields = line[at].as_array()?;
        let package = (string(&fields[0]), string(&fields[1]), string(&fields[2]));
        let package = Variant::from(package).try_into_owned().unwrap();
        Some((key.to_owned(), package))
    };
    let line = |line: &Value| {
        let old = package(line, 2, "PreviousPackage");
        let new = package(line, 3, "NewPackage");
        let details = old.into_iter().chain(new).collect();
        (string(&line[0]), number(&line[1]), details)
    };
    list.iter().map(line).collect()
}

/// A JSON object as `a{sv}`. JSON has lost the number types and what is in empty lists: keys know.
pub(crate) fn dict(value: &Value) -> Dict {
    let object = value.as_object().unwrap().iter();
    let owned = |variant: Variant<'static>| OwnedVariant::try_from(variant).unwrap();
    object
        .map(|(key, value)| (key.clone(), owned(variant(key, value))))
        .collect()
}

fn variant(key: &str, value: &Value) -> Variant<'static> {
    match (key, value) {
        ("serial", Value::Number(n)) => i32::try_from(n.as_i64().unwrap()).unwrap().into(),
        (_, Value::Number(n)) => n.as_u64().unwrap().into(),
        (_, Value::Bool(flag)) => (*flag).into(),
        (_, Value::String(text)) => text.clone().into(),
        ("signatures", Value::Array(list)) => {
            Variant::from(list.iter().map(signature).collect::<Vec<_>>())
        }
        ("base-removals", Value::Array(_)) => Variant::from(Vec::<Variant<'static>>::new()),
        ("upgraded" | "downgraded", Value::Array(list)) => {
            Variant::from(list.iter().map(moved).collect::<Vec<_>>())
        }
        ("added" | "removed", Value::Array(list)) => {
            Variant::from(list.iter().map(single).collect::<Vec<_>>())
        }
        ("advisories", Value::Array(list)) => {
            Variant::from(list.iter().map(advisory).collect::<Vec<_>>())
        }
        ("cve_references", Value::Array(list)) => Variant::from(
            list.iter()
                .map(|pair| (string(&pair[0]), string(&pair[1])))
                .collect::<Vec<_>>(),
        ),
        (_, Value::Array(list)) => Variant::from(list.iter().map(string).collect::<Vec<_>>()),
        (_, Value::Object(_)) => Variant::from(dict(value)),
        (_, Value::Null) => panic!("{key} is null"),
    }
}

fn string(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}

fn number(value: &Value) -> u32 {
    u32::try_from(value.as_u64().unwrap()).unwrap()
}

/// `(bbbbbsxxsssssxx)`
fn signature(value: &Value) -> Variant<'static> {
    let mut tuple = Structure::builder();
    for field in value.as_array().unwrap() {
        tuple = match field {
            Value::Bool(flag) => tuple.add_field(*flag),
            Value::Number(n) => tuple.add_field(n.as_i64().unwrap()),
            Value::String(text) => tuple.add_field(text.clone()),
            Value::Null | Value::Array(_) | Value::Object(_) => panic!("{field}"),
        };
    }
    Variant::new(Variant::Structure(tuple.build().unwrap()))
}

type Moved = (u32, String, (String, String), (String, String));

fn moved(value: &Value) -> Moved {
    let pair = |v: &Value| (string(&v[0]), string(&v[1]));
    (
        number(&value[0]),
        string(&value[1]),
        pair(&value[2]),
        pair(&value[3]),
    )
}

fn single(value: &Value) -> (u32, String, String, String) {
    (
        number(&value[0]),
        string(&value[1]),
        string(&value[2]),
        string(&value[3]),
    )
}

fn advisory(value: &Value) -> (String, u32, u32, Vec<String>, Dict) {
    (
        string(&value[0]),
        number(&value[1]),
        number(&value[2]),
        value[3].as_array().unwrap().iter().map(string).collect(),
        dict(&value[4]),
    )
}
