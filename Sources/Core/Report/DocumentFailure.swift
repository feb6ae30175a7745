/// Why a file could not be read as a document at all: the `document.*` errors.
public enum DocumentFailure: Error, Sendable, Hashable {
    /// The file is larger than the limit; both in bytes.
    case tooLarge(size: Int64, limit: Int64)
    /// No reader for such content; says what it is and the remedy.
    case unsupported(Message)
    /// A supported format, but broken; says how.
    case corrupt(Message)
    /// Reading took longer than allowed.
    case timeout(seconds: Int)
    /// No bytes, or nothing but white space.
    case empty
    /// No permission for longer than ten minutes.
    case denied
    /// A directory, FIFO, socket or device; says which.
    case notRegular(Message)

    /// The rule that reports it.
    public var rule: RuleID {
        switch self {
        case .tooLarge: "document.too-large"
        case .unsupported: "document.unsupported"
        case .corrupt: "document.corrupt"
        case .timeout: "document.timeout"
        case .empty: "document.empty"
        case .denied: "document.denied"
        case .notRegular: "document.not-regular"
        }
    }

    /// What is wrong and what to do, one line.
    public var message: Message {
        switch self {
        case .tooLarge(let size, let limit):
            Message(
                zh: "文件有 \(size) 字节，超过上限 \(limit) 字节，未读取；如确为报告，请调高 limits.file_bytes",
                en: "the file has \(size) bytes, over the limit of \(limit), and was not read; "
                    + "raise limits.file_bytes if it is a report")
        case .unsupported(let message), .corrupt(let message), .notRegular(let message): message
        case .timeout(let seconds):
            Message(
                zh: "读取超过 \(seconds) 秒，已放弃；可调高 limits.seconds 后重新放入",
                en: "reading took more than \(seconds) s and was given up; raise limits.seconds and drop it again")
        case .empty: Message(zh: "文件为空，没有任何文字；请重新采集", en: "the file is empty, without any text; fetch it again")
        case .denied:
            Message(
                zh: "没有读取权限已超过十分钟；请让 gongkai 用户可读（chmod g+r 或 chgrp）",
                en: "no permission to read for more than ten minutes; "
                    + "make it readable for the gongkai user (chmod g+r or chgrp)")
        }
    }
}

extension Examination {
    /// The result for a file that could not be read.
    public init(failure: DocumentFailure, content: ContentID? = nil, format: DocumentFormat = .unknown) {
        self.init(
            content: content, format: format, encoding: nil, report: nil,
            findings: [Finding(rule: failure.rule, severity: .error, message: failure.message)],
            verdict: .unreadable)
    }
}
