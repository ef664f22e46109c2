-- What access tokens are signed with. A secret is replaced after about a day of use, so that an old backup can sign nothing.
CREATE TABLE dbo.TokenSecret (
    SecretId int NOT NULL,
    Secret binary(32) NOT NULL,
    CreatedAt bigint NOT NULL,
    CONSTRAINT PK_TokenSecret PRIMARY KEY (SecretId)
);

UPDATE dbo.SchemaInfo SET Version = 10, OldestProgram = 8;
