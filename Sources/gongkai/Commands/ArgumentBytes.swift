import Core
import Glibc

/// Paths of the command line as the bytes that they are: a file's name need not be UTF-8.
enum ArgumentBytes {
    /// The paths that parsed arguments stand for. Parsing repairs what is no UTF-8, so the bytes are looked up again.
    static func paths(_ arguments: [String], raw: [[UInt8]] = ArgumentBytes.all) -> [BytePath] {
        var broken = raw.filter { !BytePath(bytes: $0).isUTF8 }
        return arguments.map { argument in
            guard let index = broken.firstIndex(where: { String(decoding: $0, as: UTF8.self) == argument }) else {
                return BytePath(argument)
            }
            return BytePath(bytes: broken.remove(at: index))
        }
    }

    private static var all: [[UInt8]] {
        (1..<max(1, Int(CommandLine.argc))).compactMap { index in
            unsafe CommandLine.unsafeArgv[index].map { argument in
                unsafe UnsafeRawBufferPointer(start: argument, count: strlen(argument)).map(\.self)
            }
        }
    }
}
