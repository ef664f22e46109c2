namespace CaseWorker.Processing.Catalogs.Files;

/// <summary>Why a catalogue file can't be applied.</summary>
/// <param name="Path">The member, like <c>hubs[0].services[2].departmentId</c>; "$" for the file as a whole.</param>
/// <param name="Message">A sentence that names the member, what it must be, and what it is.</param>
public sealed record CatalogError(string Path, string Message)
{
    /// <summary>"X must …, is …".</summary>
    public static CatalogError Of(string path, string must, string actual) => new(path, $"{path} must {must}, is {actual}.");

    public override string ToString() => Message;
}
