internal import Core

extension StoredReading {
    /// Whether another file holds this very report in other bytes: fetched again with other page furniture, saved anew.
    ///
    /// Everything that rules look at is compared, wherever it stands; of the narrative its sketch. What this revision's
    /// facts are too old to tell is not.
    func isSameReport(as other: Report) -> Bool {
        guard let report else { return false }
        return report.cells == other.cells && report.raw == other.raw && report.edition?.id == other.edition?.id
            && report.identity.title.withoutSpaces == other.identity.title.withoutSpaces
            && report.tables == other.tables && report.statements == other.statements && isSameNarrative(as: other)
    }

    private func isSameNarrative(as other: Report) -> Bool {
        guard let mine = report?.narrative else { return false }
        let theirs = other.narrative
        guard isComplete else { return true }
        guard mine.mentions == theirs.mentions, mine.publication?.date == theirs.publication?.date,
            mine.emptySections.map(\.section) == theirs.emptySections.map(\.section)
        else { return false }
        switch (mine.sketch, theirs.sketch) {
        case (nil, nil): return true
        case (let one?, let another?): return one.similarity(to: another) >= Narratives.sameText
        case (nil, _?), (_?, nil): return false
        }
    }
}

extension Report {
    /// What the text states, without where it stands.
    fileprivate var statements: [String] {
        headings.map { "\($0.section) \($0.numeral ?? 0)" }
            + collapsedRows.map { "\($0.table) \($0.label) \($0.placement.map { "\($0)" } ?? "")" }
            + narrative.figures.map { "\($0.subject) \($0.value) \(String?($0.quote).withoutSpaces)" }
            + narrative.breakdowns.map { "\($0.total) \($0.parts) \(String?($0.quote).withoutSpaces)" }
            + [narrative.declaredParts.map { "\($0.count)" } ?? ""]
    }
}

extension String? {
    /// The text without white space, which another format has in other places; empty for none.
    fileprivate var withoutSpaces: String {
        String(String.UnicodeScalarView((self ?? "").unicodeScalars.filter { !$0.properties.isWhitespace }))
    }
}
