using CaseWorker.Host.Settings;
using Microsoft.Extensions.Options;

namespace CaseWorker.Host.Serving;

/// <summary>Where the first key is kept for the person who started the program: beside the database, readable by nobody else.</summary>
internal sealed class FirstKeyFile(IOptions<DataOptions> options)
{
    private const string Name = "first-key.txt";

    public string Path => System.IO.Path.Combine(options.Value.Directory, Name);

    public async Task WriteAsync(string key, CancellationToken cancellation)
    {
        var open = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };

        // The mode is given as the file is made, so that there is no moment in which others could read it.
        if (!OperatingSystem.IsWindows())
        {
            File.Delete(Path);
            open.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        await using var file = new StreamWriter(new FileStream(Path, open));
        await file.WriteLineAsync(key.AsMemory(), cancellation);
    }
}
