//! The commands that README.md tells people to type.

use crate::bench::Bench;

/// Every `mailkeyctl …` line of its examples, without comment and redirection.
fn commands() -> Vec<String> {
    let text = include_str!("../../README.md");
    let code: Vec<_> = text.split("```").skip(1).step_by(2).filter(|block| block.starts_with("sh\n")).collect();
    let lines = code.iter().flat_map(|block| block.lines()).map(str::trim);
    lines
        .filter_map(|line| line.strip_prefix("mailkeyctl "))
        .map(|line| {
            let end = line.find(['#', '<', '>']).unwrap_or(line.len());
            line[..end].trim().to_owned()
        })
        .collect()
}

#[test]
fn every_setting_in_an_example_is_accepted() {
    let bench = Bench::new();
    let all = commands();
    let settings: Vec<_> = all.iter().filter(|command| command.starts_with("settings set ")).collect();
    assert!(settings.len() > 15, "{all:?}");
    for command in settings {
        let ran = bench.run(command);
        assert_eq!(ran.status, 0, "{command}: {ran:?}");
    }
}

#[test]
fn every_command_in_an_example_exists() {
    let bench = Bench::new();
    for command in commands() {
        // What stands in quotes is one word.
        let parts = command.split('"').enumerate();
        let words: Vec<_> = parts
            .flat_map(|(n, part)| if n % 2 == 1 { vec![part] } else { part.split_whitespace().collect() })
            .collect();
        let ran = bench.run_list(&[&words[..], &["--help"]].concat());
        assert_eq!(ran.status, 0, "{command}: {ran:?}");
    }
}
