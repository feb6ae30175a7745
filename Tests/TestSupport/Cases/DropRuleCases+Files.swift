import Core

/// What stands under a name instead of a file that can be read.
extension DropRuleCase {
    private static let report = DroppedReport.file()

    static let tooLarge: [DropRuleCase] = [
        .init("document.too-large", true, "one byte over the limit", [("a.txt", report)]) {
            $0.byteLimit = DroppedReport.size - 1
        },
        .init("document.too-large", true, "sixty-four gigabytes that nobody wrote", [("a.txt", .sparse(64 << 30))]),
        .init("document.too-large", true, "one of two reports", [("a.txt", report), ("b.txt", .sparse(5000))]) {
            $0.byteLimit = 4999
        },
        .init("document.too-large", false, "a file at the limit", [("a.txt", report)]) {
            $0.byteLimit = DroppedReport.size
        },
        .init("document.too-large", false, "a file one byte below the limit", [("a.txt", report)]) {
            $0.byteLimit = DroppedReport.size + 1
        },
        .init(
            "document.too-large", false, "a sidecar above it",
            [("a.txt", report), ("a.txt.meta.json", .sparse(100_000))]
        ) { $0.byteLimit = DroppedReport.size },
    ]

    static let notRegular: [DropRuleCase] = [
        .init("document.not-regular", true, "a FIFO", [("a.txt", .fifo)]),
        .init("document.not-regular", true, "a socket", [("a.txt", .socket)]),
        .init("document.not-regular", true, "a device, where links are followed", [("a.txt", .link(to: "/dev/null"))]) {
            $0.followsLinks = true
        },
        .init("document.not-regular", false, "a directory named as a file", [("a.txt", .directory)]),
        .init(
            "document.not-regular", false, "a link to a device, where links are not followed",
            [("a.txt", .link(to: "/dev/null"))]),
        .init("document.not-regular", false, "a link to a report", [("a", report), ("b.txt", .link(to: "a"))]) {
            $0.followsLinks = true
        },
        .init("document.not-regular", false, "a link to nothing", [("a.txt", .link(to: "nowhere"))]) {
            $0.followsLinks = true
        },
    ]

    static let denied: [DropRuleCase] = [
        .init("document.denied", true, "a file of mode 0000", [("a.txt", report), ("a.txt", .mode(0))]),
        .init(
            "document.denied", true, "a file that may be written only", [("a.txt", report), ("a.txt", .mode(0o200))]),
        .init("document.denied", true, "a file for all but its owner", [("a.txt", report), ("a.txt", .mode(0o077))]),
        .init("document.denied", false, "a file for its owner alone", [("a.txt", report), ("a.txt", .mode(0o400))]),
        .init(
            "document.denied", false, "a file where nothing may be written",
            [("sub/a.txt", report), ("sub/a.txt", .mode(0o444)), ("sub", .mode(0o555))]),
        .init(
            "document.denied", false, "a directory that may not be entered",
            [("a.txt", report), ("sub", .directory), ("sub", .mode(0))]),
        .init(
            "document.denied", false, "a sidecar that may not be read",
            [("a.txt", report), ("a.txt.meta.json", .file([])), ("a.txt.meta.json", .mode(0))]),
    ]

    static let sidecars: [DropRuleCase] = [
        .init("document.sidecar", true, "a directory", [("a.txt", report), ("a.txt.meta.json", .directory)]),
        .init("document.sidecar", true, "a FIFO", [("a.txt", report), ("a.txt.meta.json", .fifo)]),
        .init(
            "document.sidecar", true, "one that is too large",
            [("a.txt", report), ("a.txt.meta.json", .sparse(65_537))]),
        .init(
            "document.sidecar", false, "a directory of another name",
            [("a.txt", report), ("b.txt.meta.json", .directory)]),
        .init(
            "document.sidecar", false, "a link that is not followed",
            [("a.txt", report), ("a.txt.meta.json", .link(to: "/dev/null"))]),
        .init(
            "document.sidecar", false, "one that is as large as may be",
            [("a.txt", report), ("a.txt.meta.json", .file(Array("{}".utf8) + [UInt8](repeating: 0x20, count: 65_534)))]),
    ]
}
