/// Where something stands in a document, for a person who has to find it.
public struct Place: Sendable, Hashable {
    /// The line of the source, from 1; nil where the format has no lines.
    public var line: Int?
    /// The table's number, from 1, when it stands in a table.
    public var table: Int?
    /// The row in that table, from 1.
    public var row: Int?
    /// The column in that row, from 1.
    public var column: Int?
    /// Where on which page, when the format has pages.
    public var box: PageBox?
    /// The name of the attachment it stands in; nil for the file itself.
    public var file: String?

    /// A place; leave out what the format does not have.
    public init(
        line: Int? = nil, table: Int? = nil, row: Int? = nil, column: Int? = nil, box: PageBox? = nil,
        file: String? = nil
    ) {
        self.line = line
        self.table = table
        self.row = row
        self.column = column
        self.box = box
        self.file = file
    }
}
