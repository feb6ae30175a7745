@testable import Core

extension RuleCase {
    private static let sound: [String: String] = .requests([
        "received": 5, "carried_in": 1, "granted": 3, "refused_enforcement_files": 1, "total": 4, "carried_out": 2,
    ])
    private static let appealed = [
        "appeals.reconsideration.upheld": "3", "appeals.reconsideration.pending": "1",
        "appeals.reconsideration.total": "4",
    ]

    static let arithmetic: [RuleCase] =
        cases(
            "arithmetic.requests-balance",
            found: [
                Example("a request that went nowhere", values: .requests(["received": 4])),
                Example("one column alone", values: sound.with(["requests.carried_in.business": "1"])),
                Example("more carried out than there were", values: sound.with(["requests.carried_out.total": "3"])),
                Example("the same on the form of 2021", .edition2021, values: .requests(["carried_in": 2])),
            ],
            silent: [
                Example("sums that hold", values: sound),
                Example("blank for zero", values: sound.with(["requests.carried_in.business": ""])),
                Example("an unreadable cell", values: sound.with(["requests.carried_in.total": "见附件"])),
                Example("a row that is not there") {
                    $0.sheet.values = .requests(["received": 4])
                    $0.sheet.missingRows = ["requests.carried_out"]
                },
            ])
        + cases(
            "arithmetic.requests-outcomes",
            found: [
                Example("an outcome too many", values: sound.with(["requests.granted.total": "4"])),
                Example("a total without outcomes", values: .requests(["received": 2, "total": 2])),
                Example(
                    "an outcome of the form of 2021", .edition2021,
                    values: .requests(["other_misc": 1, "received": 1, "carried_out": 1])),
            ],
            silent: [
                Example("sums that hold", values: sound),
                Example("a dash for zero", values: sound.with(["requests.partly_granted.total": "—"])),
                Example(
                    "a unit beside the number", values: sound.with(["requests.granted.total": "3件"])),
                Example("a row that is not there") {
                    $0.sheet.values = sound
                    $0.sheet.missingRows = ["requests.not_processed_repeated"]
                },
            ])
        + cases(
            "arithmetic.requests-row",
            found: [
                Example("a total too high", values: ["requests.received.total": "1"]),
                Example("a column too high", values: sound.with(["requests.granted.legal_service": "2"])),
                Example("a blank total", values: sound.with(["requests.received.total": ""])),
            ],
            silent: [
                Example("sums that hold", values: sound),
                Example(
                    "persons and organisations",
                    values: [
                        "requests.received.natural_person": "2", "requests.received.other": "3",
                        "requests.received.total": "5",
                    ]),
                Example("a full-width number", values: sound.with(["requests.received.total": "５"])),
            ])
        + cases(
            "arithmetic.appeals",
            found: [
                Example("a total too high", values: appealed.with(["appeals.reconsideration.total": "5"])),
                Example("outcomes without a total", values: ["appeals.litigation_direct.corrected": "1"]),
                Example(
                    "a total without outcomes", .edition2021,
                    values: ["appeals.litigation_after_reconsideration.total": "2"]),
            ],
            silent: [
                Example("sums that hold", values: appealed),
                Example("blank for zero", values: appealed.with(["appeals.reconsideration.other": ""])),
                Example("an unreadable outcome", values: appealed.with(["appeals.reconsideration.other": "见附件"])),
            ])
        + cases(
            "arithmetic.not-judged",
            found: [
                Example("an unreadable count", values: ["requests.granted.business": "见附件"]),
                Example("two numbers in a cell", values: ["requests.received.total": "1 0"]),
                Example("an unreadable outcome of appeals", values: ["appeals.reconsideration.upheld": "不详"]),
            ],
            silent: [
                Example("nothing unreadable", values: sound),
                Example("an unreadable cell that is in no equation", values: ["disclosure.licensing.decisions": "不详"]),
                Example("blanks", values: ["requests.granted.business": "", "requests.granted.other": "无"]),
            ])
}
