extension Report {
    /// A hash of all that the report states, wherever it stands: two files with the same one hold the same report, in
    /// whatever bytes. The day of publication is left out, which a mirror gives as its own.
    ///
    /// - Parameter withText: whether the running text counts to the letter, or only the facts that were read out of it.
    /// - Returns: the hash, the same on every machine and in every version.
    public func digest(withText: Bool = true) -> UInt64 {
        var hash = StableHash()
        hash.add(edition?.id ?? "")
        hash.add(withoutSpaces: identity.title ?? "")
        for table in FormTable.allCases where tables.contains(table) { hash.add(table.rawValue) }
        add(cells, to: &hash)
        for (cell, text) in raw.sorted(by: { $0.key.index < $1.key.index }) {
            hash.add(Self.names[cell.index])
            hash.add(text)
        }
        addStatements(to: &hash)
        if withText { hash.add(textDigest ?? 0) }
        return hash.value
    }

    /// Each cell's name, since its position is another in the next edition.
    private static let names: [UInt64] = Form.cells.map { cell in
        var hash = StableHash()
        hash.add(cell.description)
        return hash.value
    }

    private func add(_ cells: CellTable, to hash: inout StableHash) {
        for cell in Form.cells {
            let value = cells[cell]
            if value == .absent { continue }
            hash.add(Self.names[cell.index])
            switch value {
            case .absent: break
            case .blank: hash.add(1)
            case .unreadable: hash.add(2)
            case .unplaced: hash.add(3)
            case .number(let quantity):
                hash.add(4)
                hash.add(UInt64(bitPattern: quantity.significand))
                hash.add(UInt64(quantity.scale))
            }
        }
    }

    /// What rules look at beside the cells, without where it stands.
    private func addStatements(to hash: inout StableHash) {
        for heading in headings {
            hash.add(heading.section.rawValue)
            hash.add(heading.numeral ?? 0)
        }
        for row in collapsedRows {
            hash.add(row.table.rawValue)
            hash.add(row.label)
            hash.add(row.placement == .totals ? 1 : row.placement == .identities ? 2 : 0)
        }
        for figure in narrative.figures {
            hash.add(figure.subject.rawValue)
            hash.add(figure.value)
            hash.add(withoutSpaces: figure.quote)
        }
        for breakdown in narrative.breakdowns {
            for number in [breakdown.total] + breakdown.parts { hash.add(number) }
            hash.add(withoutSpaces: breakdown.quote)
        }
        hash.add(narrative.declaredParts?.count ?? 0)
        for mention in Narrative.Mention.allCases where narrative.mentions?.contains(mention) == true {
            hash.add(mention.rawValue)
        }
        for section in narrative.emptySections { hash.add(section.section.rawValue) }
    }
}
