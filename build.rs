// SPDX-License-Identifier: GPL-3.0-or-later
//! Compiles the Fluent catalogues of `po/` into a checked table, and with `gui` the resources of `data/`.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

use fluent_syntax::ast::{
    CallArguments, Entry, Expression, InlineExpression, Pattern, PatternElement,
};
use fluent_syntax::parser;

const SOURCE_LANGUAGE: &str = "en";

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=po");
    println!("cargo::rerun-if-changed=build.rs");
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or("no OUT_DIR")?);
    fs::write(out.join("catalogues.rs"), catalogues(Path::new("po"))?)?;
    #[cfg(feature = "gui")]
    if Path::new("data/resources.gresource.xml").exists() {
        println!("cargo::rerun-if-changed=data");
        glib_build_tools::compile_resources(
            &["data"],
            "data/resources.gresource.xml",
            "isotope.gresource",
        );
    }
    Ok(())
}

/// The generated module: `LANGUAGES: [(code, text)]` and `MESSAGES: [(id, [arguments])]` of English.
fn catalogues(po: &Path) -> Result<String, Box<dyn Error>> {
    let mut languages = String::new();
    let mut messages = BTreeMap::new();
    for language in sorted(po)? {
        let code = language
            .file_name()
            .and_then(|n| n.to_str())
            .ok_or("odd name in po/")?
            .to_owned();
        let mut text = String::new();
        for file in sorted(&language)?
            .iter()
            .filter(|f| f.extension().is_some_and(|e| e == "ftl"))
        {
            text.push_str(&fs::read_to_string(file)?);
            text.push('\n');
        }
        if code == SOURCE_LANGUAGE {
            messages = read_messages(&text)?;
        }
        writeln!(languages, "    ({code:?}, {text:?}),")?;
    }
    let mut table = String::new();
    for (id, arguments) in &messages {
        let list: Vec<_> = arguments.iter().collect();
        writeln!(table, "    ({id:?}, &{list:?}),")?;
    }
    Ok(format!(
        "/// (language, catalogue).\npub(super) const LANGUAGES: &[(&str, &str)] = &[\n{languages}];\n\
         /// (id, arguments) of every English message and attribute, sorted by id.\n\
         pub(super) const MESSAGES: &[(&str, &[&str])] = &[\n{table}];\n"
    ))
}

fn sorted(dir: &Path) -> Result<Vec<PathBuf>, Box<dyn Error>> {
    let mut list: Vec<_> = fs::read_dir(dir)?
        .map(|e| e.map(|e| e.path()))
        .collect::<Result<_, _>>()?;
    list.sort();
    Ok(list)
}

fn read_messages(text: &str) -> Result<BTreeMap<String, BTreeSet<String>>, Box<dyn Error>> {
    let resource = parser::parse(text).map_err(|(_, errors)| format!("po/en: {errors:?}"))?;
    let mut messages = BTreeMap::new();
    for entry in &resource.body {
        let Entry::Message(message) = entry else {
            continue;
        };
        let mut add = |id: String, pattern: &Pattern<&str>| {
            let mut arguments = BTreeSet::new();
            visit_pattern(pattern, &mut arguments);
            if messages.insert(id.clone(), arguments).is_some() {
                return Err(format!("po/en: {id} stands there twice"));
            }
            Ok(())
        };
        if let Some(pattern) = &message.value {
            add(message.id.name.to_owned(), pattern)?;
        }
        for attribute in &message.attributes {
            add(
                format!("{}.{}", message.id.name, attribute.id.name),
                &attribute.value,
            )?;
        }
    }
    Ok(messages)
}

fn visit_pattern(pattern: &Pattern<&str>, arguments: &mut BTreeSet<String>) {
    for element in &pattern.elements {
        if let PatternElement::Placeable { expression } = element {
            visit_expression(expression, arguments);
        }
    }
}

fn visit_expression(expression: &Expression<&str>, arguments: &mut BTreeSet<String>) {
    match expression {
        Expression::Inline(inline) => visit_inline(inline, arguments),
        Expression::Select { selector, variants } => {
            visit_inline(selector, arguments);
            for variant in variants {
                visit_pattern(&variant.value, arguments);
            }
        }
    }
}

fn visit_inline(inline: &InlineExpression<&str>, arguments: &mut BTreeSet<String>) {
    match inline {
        InlineExpression::VariableReference { id } => {
            arguments.insert(id.name.to_owned());
        }
        InlineExpression::FunctionReference {
            arguments: call, ..
        }
        | InlineExpression::TermReference {
            arguments: Some(call),
            ..
        } => visit_call(call, arguments),
        InlineExpression::Placeable { expression } => visit_expression(expression, arguments),
        InlineExpression::StringLiteral { .. }
        | InlineExpression::NumberLiteral { .. }
        | InlineExpression::MessageReference { .. }
        | InlineExpression::TermReference {
            arguments: None, ..
        } => {}
    }
}

fn visit_call(call: &CallArguments<&str>, arguments: &mut BTreeSet<String>) {
    call.positional
        .iter()
        .for_each(|inline| visit_inline(inline, arguments));
    call.named
        .iter()
        .for_each(|named| visit_inline(&named.value, arguments));
}
