internal import Core

/// The sketches of whole report years in memory, as far as it takes to sort out nearly all of them.
///
/// Only ever appended to: an entry that has become wrong, because its report has another revision since, names a sketch
/// that the database no longer counts in that year, and goes when the candidates are verified there. A transaction that
/// is rolled back empties the index; the next search loads what it needs.
final class SketchIndex {
    /// How many sketches are kept over all years, 64 bytes each; the year that was asked for longest ago goes first.
    private let capacity: Int
    private var years: [Int: SketchYear] = [:]
    private var byLastUse: [Int] = []

    init(capacity: Int = 2_000_000) {
        self.capacity = capacity
    }

    /// Adds a sketch to its year, if that is in memory: what is not will be loaded with it.
    func append(_ entry: SketchEntry, year: Int) {
        years[year]?.append(entry)
    }

    /// The sketches of a year that may be as similar as `threshold` and are of that age; the closest first, no more than
    /// `limit`.
    func candidates(
        like entry: SketchEntry, _ age: SketchYear.Age, year: Int, threshold: Double, limit: Int,
        load: () throws -> SketchYear
    ) rethrows -> [Int64] {
        byLastUse.removeAll { $0 == year }
        byLastUse.append(year)
        if years[year] == nil {
            years[year] = try load()
            evict()
        }
        return years[year]?.candidates(like: entry, age, threshold: threshold, limit: limit) ?? []
    }

    func removeAll() {
        years = [:]
        byLastUse = []
    }

    private func evict() {
        var total = years.values.reduce(0) { $0 + $1.count }
        while total > capacity, byLastUse.count > 1 {
            let oldest = byLastUse.removeFirst()
            total -= years.removeValue(forKey: oldest)?.count ?? 0
        }
    }
}
