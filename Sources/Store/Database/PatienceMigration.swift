import GRDB

/// Each channel's attempts by themselves, what counts as given up, and how much patience a message has left.
enum PatienceMigration {
    static func run(_ database: Database) throws {
        for statement in [channels, givenUp, patience] { try database.execute(sql: statement) }
    }

    /// Each channel's attempts are found without those of others. `away` is 1 while the configuration names it no more.
    private static let channels = """
        ALTER TABLE attempt ADD COLUMN channel TEXT REFERENCES channel (name);
        UPDATE attempt SET channel = (SELECT channel FROM delivery WHERE id = attempt.delivery);
        CREATE INDEX attempt_channel ON attempt (channel, id);
        ALTER TABLE channel ADD COLUMN away INTEGER NOT NULL DEFAULT 0 CHECK (away IN (0, 1));
        """

    /// What may have arrived and is not repeated is given up like what is dead. What an earlier version gave up so is long
    /// past, and counts as told.
    private static let givenUp = """
        DROP INDEX delivery_dead;
        CREATE INDEX delivery_given_up ON delivery (channel, told)
            WHERE state IN ('dead', 'ambiguous') AND queue IS NULL;
        UPDATE delivery SET told = 1 WHERE state = 'ambiguous' AND queue IS NULL;
        """

    /// `attempts_before` are those before somebody took it up again; `unclear` answers since then were neither yes nor no.
    private static let patience = """
        ALTER TABLE delivery ADD COLUMN attempts_before INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE delivery ADD COLUMN unclear INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE delivery DROP COLUMN events;
        """
}
