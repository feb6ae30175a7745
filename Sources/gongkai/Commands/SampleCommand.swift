import ArgumentParser
import Core
import Foundation

/// `gongkai sample`: realistic synthetic reports, with what is wrong in each.
struct SampleCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sample", abstract: "Write realistic synthetic reports for demos, tests and benchmarks.",
        discussion: """
            Each organ reports on five successive years that fit together. Beside the reports it writes the sidecars \
            that some of them have, and .truth.jsonl, which check and the daemon pass over: one JSON object a report. \
            The same seed gives the same bytes for ever.

            In .truth.jsonl, "fault" names what was done to the report; "findings" are the rules of all findings there \
            must be, and "verdict" what they come to, once the files are stored in the order of their names; "alone" \
            holds the same two for the file and its sidecar by themselves, as check judges them. "agency", "year", \
            "edition", "title" and "cells" are what must be read.

            Faults: \(SampleFault.allCases.map(\.rawValue).joined(separator: ", ")).
            """)

    @Option(help: "How many.")
    var count: Int

    @Option(help: "The folder; made if it is not there.")
    var out: String

    @Option(help: "Other numbers give other reports.")
    var seed: UInt64 = 1

    @Option(help: "none, all, or rule ids parted by commas; a third of the reports or more stays clean.")
    var faults = "none"

    func validate() throws {
        guard (1...SampleCorpus.capacity).contains(count) else {
            throw ValidationError("--count takes 1 to \(SampleCorpus.capacity)")
        }
    }

    func run() throws {
        let chosen: SampleFaults
        do throws(UnknownSampleFault) {
            chosen = try SampleFaults(parsing: faults)
        } catch {
            throw ValidationError("--faults: there is no fault \"\(error.name)\"; see gongkai sample --help")
        }
        let corpus = SampleCorpus(seed: seed, faults: chosen)
        let folder = URL(fileURLWithPath: out, isDirectory: true)
        let progress = ProgressBar()
        do {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            var truth = Data()
            for index in 0..<count {
                let sample = corpus.sample(at: index)
                try Data(sample.text).write(to: folder.appendingPathComponent(sample.fileName))
                if let sidecar = sample.sidecar {
                    try Data(sidecar).write(to: folder.appendingPathComponent(sample.fileName + ".meta.json"))
                }
                var json = JSONWriter()
                sample.truth.write(to: &json)
                truth.append(contentsOf: json.utf8)
                truth.append(0x0A)
                if index % 500 == 0 { progress.show(done: index, total: count, isTotalFinal: true, note: "") }
            }
            try truth.write(to: folder.appendingPathComponent(".truth.jsonl"))
        } catch {
            throw Exit.failure("cannot write to \(out): \(error.localizedDescription)", status: 73)
        }
        progress.finish()
        print(
            "\(count) reports in \(out); what is in each: \(folder.appendingPathComponent(".truth.jsonl").relativePath)"
        )
    }
}
