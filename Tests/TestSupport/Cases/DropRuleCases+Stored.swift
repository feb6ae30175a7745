import Core

/// What is stored beside a report, or is not.
extension DropRuleCase {
    private static let report = DroppedReport.file()
    private static let otherFigure = DroppedReport.file(("| 1 | 1 | 4 |", "| 1 | 1 | 5 |"))
    private static let otherSentence = DroppedReport.file(("办理群众来信", "办理群众来访"))
    private static let otherYear = DroppedReport.file(("2020年度", "2019年度"))
    private static let region = Array(#"{"region": "乙市"}"#.utf8)
    /// One report in the page of two sites.
    private static let pages: (first: Deed, second: Deed) = {
        let sample = SampleCorpus(seed: 3).sample(at: 0)
        return (.file(SitePage.write(sample)), .file(CleanPage.write(sample)))
    }()

    static let duplicates: [DropRuleCase] = [
        .init("document.duplicate", true, "another name", [("a.txt", report)], [("b.txt", report)]),
        .init("document.duplicate", true, "two names at once", [("a.txt", report), ("sub/b.txt", report)]),
        .init(
            "document.duplicate", true, "the same report on another page", [("a.html", pages.first)],
            [("b.html", pages.second)]),
        .init("document.duplicate", false, "the same file once more", [("a.txt", report)], [("a.txt", report)]),
        .init("document.duplicate", false, "another figure", [("a.txt", report)], [("b.txt", otherFigure)]),
        .init("document.duplicate", false, "another year", [("a.txt", report)], [("b.txt", otherYear)]),
        .init(
            "document.duplicate", false, "another organ", [("a.txt", report)],
            [("b.txt", DroppedReport.file(("青岚市渔业局", "青岚市盐业局")))]),
    ]

    static let revisions: [DropRuleCase] = [
        .init(
            "document.revision", true, "another figure under another name", [("a.txt", report)],
            [("b.txt", otherFigure)]),
        .init(
            "document.revision", true, "another sentence in the same file", [("a.txt", report)],
            [("a.txt", otherSentence)]),
        .init(
            "document.revision", true, "a file that goes back to what it was", [("a.txt", report)],
            [("a.txt", otherFigure)], [("a.txt", report)]),
        .init("document.revision", false, "the same file under another name", [("a.txt", report)], [("b.txt", report)]),
        .init(
            "document.revision", false, "the same report on another page", [("a.html", pages.first)],
            [("b.html", pages.second)]),
        .init("document.revision", false, "another year", [("a.txt", report)], [("b.txt", otherYear)]),
        .init(
            "document.revision", false, "an organ of the same name elsewhere",
            [("a.txt", report), ("a.txt.meta.json", .file(Array(#"{"region": "甲市"}"#.utf8)))],
            [("b.txt.meta.json", .file(region)), ("b.txt", otherFigure)]),
    ]

    private static let roster = "organ,region,aliases\n\(DroppedReport.organ),甲市,青岚市水产局\n"

    static let missing: [DropRuleCase] = [
        .init("coverage.missing", true, "nothing on the day after the deadline", []) { $0.roster = roster },
        .init("coverage.missing", true, "last year's report alone", [("a.txt", otherYear)]) { $0.roster = roster },
        .init("coverage.missing", true, "a file that cannot be read", [("\(DroppedReport.organ)2020年.txt", .file([]))])
        {
            $0.roster = roster
        },
        .init(
            "coverage.missing", true, "the report of an organ of the same name elsewhere",
            [("a.txt.meta.json", .file(region)), ("a.txt", report)]
        ) { $0.roster = roster },
        .init("coverage.missing", false, "the day of the deadline", []) {
            $0.roster = roster
            $0.day = "2021-01-31"
        },
        .init("coverage.missing", false, "a report that is there, and is not without fault", [("a.txt", report)]) {
            $0.roster = roster
        },
        .init(
            "coverage.missing", false, "a report under the organ's former name",
            [("a.txt", DroppedReport.file(("青岚市渔业局", "青岚市水产局")))]
        ) { $0.roster = roster },
        .init("coverage.missing", false, "a government in February", []) { $0.roster = "organ\n青岚市人民政府\n" },
    ]
}
