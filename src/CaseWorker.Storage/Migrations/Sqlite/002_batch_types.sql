-- Differs from SQL Server: batches are prepared statements here, so there are no types to make.
SELECT 1;
