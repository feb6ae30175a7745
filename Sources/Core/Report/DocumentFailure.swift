/// Why a file could not be read as a document at all: the `document.*` errors.
public enum DocumentFailure: Error, Sendable, Hashable {
    /// The file is larger than the limit; both in bytes.
    case tooLarge(size: Int64, limit: Int64)
    /// There is more in it than a limit allows.
    case beyond(DocumentLimit, allowed: Int)
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
        case .tooLarge, .beyond: "document.too-large"
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
        case .beyond(let limit, let allowed): limit.message(allowed: allowed)
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

/// What of a document's content is limited, whatever the file's size.
public enum DocumentLimit: String, Sendable, Hashable, CaseIterable {
    /// Bytes after unpacking.
    case inflatedBytes = "inflated_bytes"
    /// How many times larger than its packed form a part is.
    case inflateRatio = "inflate_ratio"
    /// Entries of an archive.
    case zipEntries = "zip_entries"
    /// Pages.
    case pdfPages = "pdf_pages"
    /// Elements one inside the other.
    case nesting
    /// Cells of tables, those that a span covers counted each.
    case cells
    /// Bytes of text, in UTF-8.
    case text

    /// The key of the configuration that raises it; nil where none does.
    public var key: String? { self == .cells || self == .text ? nil : "limits.\(rawValue)" }

    fileprivate func message(allowed: Int) -> Message {
        let what =
            switch self {
            case .inflatedBytes: Message(zh: "解压后超过 \(allowed) 字节", en: "unpacked it has more than \(allowed) bytes")
            case .inflateRatio:
                Message(zh: "解压后超过压缩前的 \(allowed) 倍", en: "unpacked it is more than \(allowed) times as large")
            case .zipEntries: Message(zh: "压缩包内超过 \(allowed) 个文件", en: "it has more than \(allowed) entries")
            case .pdfPages: Message(zh: "超过 \(allowed) 页", en: "it has more than \(allowed) pages")
            case .nesting: Message(zh: "嵌套超过 \(allowed) 层", en: "its elements nest deeper than \(allowed)")
            case .cells:
                Message(
                    zh: "表格超过 \(allowed) 格，而年度报告只有两百格",
                    en: "its tables have more than \(allowed) cells, where a report has two hundred")
            case .text:
                Message(
                    zh: "文字超过 \(allowed) 字节，是年度报告的百倍以上",
                    en: "it has more than \(allowed) bytes of text, a hundred times those of a report")
            }
        guard let key else {
            return Message(
                zh: "\(what.chinese)，未读取；请检查采集是否正确", en: "\(what.english), and it was not read; check what was fetched")
        }
        return Message(
            zh: "\(what.chinese)，未读取；如确为报告，请调高 \(key)",
            en: "\(what.english), and it was not read; raise \(key) if it is a report")
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
