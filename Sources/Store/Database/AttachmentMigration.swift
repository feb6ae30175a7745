import GRDB

/// The schema's ninth version: a finding on what stands in an attachment names that file.
enum AttachmentMigration {
    static func run(_ database: Database) throws {
        try database.execute(sql: "ALTER TABLE finding ADD COLUMN in_file TEXT")
    }
}
