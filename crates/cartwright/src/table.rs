//! Tables: aligned for people, separated by tabs for programs.

/// Lines below a header, each column as wide as its widest cell.
pub(crate) fn aligned<const N: usize>(header: &[&str; N], lines: &[[String; N]]) -> String {
    let header = header.map(str::to_owned);
    let all: Vec<_> =
        std::iter::once(&header).chain(lines).map(|line| line.each_ref().map(|cell| plain(cell))).collect();
    let width = |column: usize| all.iter().map(|line| line[column].chars().count()).max().unwrap_or_default();
    let widths: [usize; N] = std::array::from_fn(width);
    let mut text = String::new();
    for line in &all {
        let padded: Vec<_> = line.iter().zip(widths).map(|(cell, width)| format!("{cell:width$}")).collect();
        text.push_str(padded.join("  ").trim_end());
        text.push('\n');
    }
    text
}

/// Lines with a tab between their cells, and nothing else.
pub(crate) fn separated<const N: usize>(lines: &[[String; N]]) -> String {
    lines.iter().map(|line| line.each_ref().map(|cell| plain(cell)).join("\t") + "\n").collect()
}

/// A cell on one line.
fn plain(cell: &str) -> String {
    cell.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::{aligned, separated};

    fn lines() -> Vec<[String; 2]> {
        [["a:1", "Short"], ["b:22", "Long \n title\tof é"]].map(|line| line.map(str::to_owned)).to_vec()
    }

    #[test]
    fn people_get_columns() {
        assert_eq!(aligned(&["ITEM", "TITLE"], &lines()), "ITEM  TITLE\na:1   Short\nb:22  Long title of é\n");
    }

    #[test]
    fn programs_get_tabs() {
        assert_eq!(separated(&lines()), "a:1\tShort\nb:22\tLong title of é\n");
    }
}
