internal import Core

extension StoredReading {
    /// Whether another file holds this very report in other bytes, as far as facts tell: for revisions that an older version
    /// has written without a digest. Everything that rules look at is compared, and of the narrative its sketch; what these
    /// facts are too old to tell is not.
    func isSameReport(as other: Report) -> Bool {
        guard let report else { return false }
        var other = other
        if !isComplete {
            other.narrative.mentions = report.narrative.mentions
            other.narrative.emptySections = report.narrative.emptySections
            return report.digest(withText: false) == other.digest(withText: false)
        }
        guard report.digest(withText: false) == other.digest(withText: false) else { return false }
        switch (report.narrative.sketch, other.narrative.sketch) {
        case (nil, nil): return true
        case (let one?, let another?): return one.similarity(to: another) >= Narratives.sameText
        case (nil, _?), (_?, nil): return false
        }
    }
}
