-- What access tokens are signed with. A secret is replaced after about a day of use, so that an old backup can sign nothing.
CREATE TABLE TokenSecret (
    SecretId INTEGER NOT NULL,
    Secret BLOB NOT NULL,
    CreatedAt INTEGER NOT NULL,
    CONSTRAINT PK_TokenSecret PRIMARY KEY (SecretId)
);

UPDATE SchemaInfo SET Version = 10, OldestProgram = 8;
