internal import Core

/// Cells that stand one beside the other: a row of a table is one run instead of seven places.
struct CellRun {
    let position: Int
    var length = 1
    let first: Place
    var lineStep = 0

    /// The places in the order of positions, packed into runs.
    static func runs(_ places: CellPlaces, _ positions: CellPositions) -> [CellRun] {
        var byPosition = [Place?](repeating: nil, count: positions.cells.count)
        for cell in Form.cells {
            if let place = places[cell], let position = positions[cell] { byPosition[position] = place }
        }
        var runs: [CellRun] = []
        for (position, place) in byPosition.enumerated() {
            guard let place else { continue }
            if let last = runs.indices.last, runs[last].take(position, place) { continue }
            runs.append(CellRun(position: position, first: place))
        }
        return runs
    }

    /// Takes one more cell if it continues the run.
    private mutating func take(_ next: Int, _ place: Place) -> Bool {
        let step = (place.line ?? 0) - (first.line ?? 0)
        guard next == position + length, place.table == first.table, place.row == first.row, place.file == first.file,
            (place.column == nil) == (first.column == nil), (place.line == nil) == (first.line == nil),
            place.column ?? 0 == first.column.map({ $0 + length }) ?? 0,
            length == 1 || step == lineStep * length
        else { return false }
        lineStep = step / length
        length += 1
        return true
    }

    /// `attachments` are the files that runs may stand in.
    func encode(_ json: inout CompactJSON, attachments: [String]) {
        json.openArray()
        json.integer(position)
        json.integer(length)
        json.integer(first.line ?? 0)
        json.integer(lineStep)
        json.integer(first.table ?? 0)
        json.integer(first.row ?? 0)
        json.integer(first.column ?? 0)
        if let file = first.file.flatMap(attachments.firstIndex(of:)) { json.integer(file + 1) }
        json.closeArray()
    }

    /// The places that runs of that shape stand for; what names no position is passed over.
    static func places(_ runs: [[Int]], attachments: [String], _ positions: CellPositions) -> CellPlaces {
        var places = CellPlaces()
        for run in runs where run.count == 7 || run.count == 8 {
            func known(_ value: Int) -> Int? { value > 0 ? value : nil }
            let file = run.count == 8 && attachments.indices.contains(run[7] - 1) ? attachments[run[7] - 1] : nil
            for offset in 0..<max(0, min(run[1], positions.cells.count - run[0])) where run[0] + offset >= 0 {
                guard let cell = positions.cells[run[0] + offset] else { continue }
                places[cell] = Place(
                    line: known(run[2]).map { $0 + offset * run[3] }, table: known(run[4]), row: known(run[5]),
                    column: known(run[6]).map { $0 + offset }, file: file)
            }
        }
        return places
    }
}
