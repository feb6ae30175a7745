import Core
import Testing

@testable import Store

struct SketchYearTests {
    /// Years with and without tables, and a threshold at which tables would miss too many.
    @Test(arguments: [(2000, 0.85), (20_100, 0.85), (20_100, 0.7)])
    func `no pair that is alike enough is lost among many`(entries: Int, threshold: Double) throws {
        var year = SketchYear()
        var models: [NarrativeSketch] = []
        for number in 0..<entries {
            let sketch = try #require(NarrativeSketch.random(seed: UInt64(number)))
            if models.count < 200 { models.append(sketch) }
            year.append(SketchEntry(revision: Int64(number + 1), since: Int64(number + 1), sketch: sketch))
        }
        let changes = Int(256 * (1 - threshold))
        var found = 0
        for (number, model) in models.enumerated() {
            let copy = try #require(model.changed(slots: changes, seed: number))
            let entry = SketchEntry(revision: 0, since: 1_000_000, sketch: copy)
            if year.candidates(like: entry, threshold: threshold, limit: 64).contains(Int64(number + 1)) { found += 1 }
        }
        #expect(found >= 199)
    }

    @Test func `each is named once, the closest first, none that had the text later`() throws {
        let model = try #require(NarrativeSketch.random(seed: 1))
        var year = SketchYear()
        for number in 2..<20_100 {
            let sketch = try #require(NarrativeSketch.random(seed: UInt64(number)))
            year.append(SketchEntry(revision: Int64(number), since: Int64(number), sketch: sketch))
        }
        let near = try #require(model.changed(slots: 10))
        year.append(SketchEntry(revision: 30_001, since: 30_001, sketch: near))
        year.append(SketchEntry(revision: 30_002, since: 30_002, sketch: model))
        year.append(SketchEntry(revision: 30_004, since: 30_004, sketch: model))
        let entry = SketchEntry(revision: 0, since: 30_003, sketch: model)
        #expect(year.candidates(like: entry, threshold: 0.85, limit: 64) == [30_002, 30_001])
        #expect(year.candidates(like: entry, threshold: 0.85, limit: 1) == [30_002])
    }
}
