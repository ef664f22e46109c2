namespace CaseWorker.IntegrationTests.Chaos.Plant;

/// <summary>A small file system of our own in a file (a loop mount of ext4), which can be filled up and whose files can be made read-only.</summary>
/// <remarks>
/// Full: a file of blocks fills it, so every process that needs a new block gets ENOSPC, also through files that are open already.
/// Read-only: the attribute "immutable" on database and log, which refuses writes through open files too (a file's mode or a read-only
/// mount concern only those who open it later). Both need root; without, there is only a folder, and <see cref="Missing"/> says why.
/// </remarks>
internal sealed class Disk : IAsyncDisposable
{
    // Sparse: it takes the space that is used.
    private const long Size = 4L * 1024 * 1024 * 1024;

    private readonly DirectoryInfo folder;

    private Disk(DirectoryInfo folder, string? missing)
    {
        this.folder = folder;
        Missing = missing;
        Path = folder.CreateSubdirectory("disk").FullName;
    }

    /// <summary>Where files go.</summary>
    public string Path { get; }

    /// <summary>Why it can be neither full nor read-only; null when it can.</summary>
    public string? Missing { get; private set; }

    private string Filler => System.IO.Path.Combine(Path, "filler");

    public static async Task<Disk> NewAsync(DirectoryInfo folder)
    {
        var disk = new Disk(folder, null);
        var image = System.IO.Path.Combine(folder.FullName, "disk.img");
        await using (var file = File.Create(image))
            file.SetLength(Size);

        disk.Missing = await Shell.TryAsync("mkfs.ext4", "-q", "-m", "0", image) ?? await Shell.TryAsync("mount", "-o", "loop", image, disk.Path);
        return disk;
    }

    /// <summary>Takes every block that is free.</summary>
    public void Fill()
    {
        for (var n = 0; new DriveInfo(Path).AvailableFreeSpace is > 4096 and var free && n < 20; n++)
        {
            try
            {
                using var filler = File.OpenHandle($"{Filler}{n}", FileMode.Create, FileAccess.Write, preallocationSize: free - (free / 1000));
            }
            catch (IOException)
            {
                // Somebody else took blocks meanwhile.
            }
        }
    }

    public void Empty()
    {
        foreach (var filler in Directory.EnumerateFiles(Path, "filler*"))
            File.Delete(filler);
    }

    /// <summary>Makes database and log read-only, or writable again.</summary>
    public static async Task SetReadOnlyAsync(bool isReadOnly, params string[] files)
    {
        if (await Shell.TryAsync("chattr", [isReadOnly ? "+i" : "-i", .. files.Where(File.Exists)]) is { } error)
            throw new InvalidOperationException(error);
    }

    public async ValueTask DisposeAsync()
    {
        if (Missing is null)
            await Shell.TryAsync("umount", Path);

        folder.Delete(recursive: true);
    }
}
