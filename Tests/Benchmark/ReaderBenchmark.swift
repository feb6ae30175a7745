import Glibc

@testable import Core
@testable import Documents

/// Reads a file again and again, as the daemon does once it has its bytes, and prints the median in microseconds.
@main enum ReaderBenchmark {
    static func main() throws {
        let arguments = CommandLine.arguments
        guard arguments.count == 3, let count = Int(arguments[2]), count > 0, let bytes = contents(of: arguments[1])
        else {
            print("usage: bench-readers FILE COUNT")
            exit(64)
        }
        let reader = DocumentReader(limits: ReadingLimits())
        let content = FormatSniffer.content(of: bytes)
        let clock = ContinuousClock()
        var blocks = 0
        let times = try (0..<count).map { _ in
            try clock.measure { blocks += try reader.read(bytes, as: content).document.blocks.count }
        }.sorted()
        precondition(blocks > 0, "nothing was read")
        let (seconds, attoseconds) = times[count / 2].components
        let nanoseconds = seconds * 1_000_000_000 + attoseconds / 1_000_000_000
        print("\(nanoseconds / 1000).\(nanoseconds % 1000 / 100)")
    }

    private static func contents(of path: String) -> [UInt8]? {
        guard let file = unsafe fopen(path, "rb") else { return nil }
        defer { unsafe fclose(file) }
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 1 << 16)
        while case let count = unsafe fread(&piece, 1, piece.count, file), count > 0 { bytes += piece[..<count] }
        return bytes
    }
}
