import Core
import Foundation
import TestSupport

// Writes synthetic reports, as `gongkai sample` does, in the formats in which sites publish them.

let usage = """
    usage: render-samples --out FOLDER [--format txt|html|docx|xlsx|pdf[,…]] [--seed N] [--first N] [--count N]

    """

struct Options {
    var folder: URL?
    var formats = ["txt", "html", "docx", "xlsx", "pdf"]
    var seed: UInt64 = 1
    var first = 0
    var count = 1

    init?(_ arguments: [String]) {
        var arguments = arguments[...]
        while let option = arguments.popFirst() {
            guard let value = arguments.popFirst(), take(option, value) else { return nil }
        }
        if folder == nil { return nil }
    }

    private mutating func take(_ option: String, _ value: String) -> Bool {
        switch option {
        case "--out": folder = URL(fileURLWithPath: value)
        case "--format": formats = value.split(separator: ",").map(String.init)
        case "--seed": seed = UInt64(value) ?? seed
        case "--first": first = Int(value) ?? first
        case "--count": count = Int(value) ?? count
        default: return false
        }
        return true
    }
}

func render(_ sample: Sample, as format: String) -> [UInt8]? {
    switch format {
    case "txt": sample.text
    case "html": SitePage.write(sample)
    case "docx": WordDocument.write(sample)
    case "xlsx": SheetDocument.write(sample)
    case "pdf": PDFDocument.write(sample)
    default: nil
    }
}

guard let options = Options(Array(CommandLine.arguments.dropFirst())), let folder = options.folder else {
    FileHandle.standardError.write(Data(usage.utf8))
    exit(64)
}
let corpus = SampleCorpus(seed: options.seed)
try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
for index in options.first..<options.first + options.count {
    for format in options.formats {
        guard let bytes = render(corpus.sample(at: index), as: format) else {
            FileHandle.standardError.write(Data(usage.utf8))
            exit(64)
        }
        try Data(bytes).write(to: folder.appendingPathComponent("\(index).\(format)"))
    }
}
