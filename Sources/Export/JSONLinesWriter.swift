public import Core

/// One JSON object a line, as the caller writes it.
public final class JSONLinesWriter {
    private let sink: ByteSink

    /// Lines for a sink.
    public init(to sink: ByteSink) {
        self.sink = sink
    }

    /// Writes one line; `body` writes its value.
    ///
    /// - Throws: ``ExportError`` when the data cannot be written.
    public func line(_ body: (inout JSONWriter) -> Void) throws(ExportError) {
        var json = JSONWriter()
        body(&json)
        try sink.write(json.utf8)
        try sink.write([0x0A])
    }

    /// Makes the whole complete.
    ///
    /// - Throws: ``ExportError`` when the data cannot be written.
    public func finish() throws(ExportError) {
        try sink.finish()
    }
}
