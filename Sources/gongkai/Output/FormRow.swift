import Core

/// One row of a table as the form prints it.
struct FormRow {
    let label: String
    /// The merged label beside it, if any.
    let group: String?
    let cells: [CellID]

    /// The rows of a table in some editions, each row once with the cells that any of them has. What only one edition has
    /// stands where it stands there.
    static func rows(of table: FormTable, in editions: [Edition]) -> [FormRow] {
        // The older form first, whichever report is: what one row was and now is several heads those.
        let layouts = Form.editions.filter(editions.contains).map { edition in
            edition.cells.filter { $0.definition.table == table }
        }
        let ids = layouts.map { cells in merged([cells.map(\.definition.row.id)]) }
        return merged(ids).map { id in
            let cells = merged(layouts.map { $0.filter { $0.definition.row.id == id } })
            // As the latest edition that has the row calls it.
            let row = cells.last?.definition.row
            return FormRow(label: row?.label ?? id, group: row?.group, cells: cells)
        }
    }

    /// Several orders as one, everything once: between two things that they share, what is in the first only, then what is in
    /// the second only.
    static func merged<Item: Hashable>(_ orders: [[Item]]) -> [Item] {
        orders.reduce(into: []) { merged, order in
            let shared = Set(order)
            var rest = merged[...]
            var result: [Item] = []
            var taken: Set<Item> = []
            func take(_ item: Item) { if taken.insert(item).inserted { result.append(item) } }
            for item in order {
                if rest.contains(item) {
                    while let next = rest.popFirst() {
                        take(next)
                        if next == item { break }
                    }
                } else {
                    while let next = rest.first, !shared.contains(next) { take(rest.removeFirst()) }
                    take(item)
                }
            }
            rest.forEach(take)
            merged = result
        }
    }
}
