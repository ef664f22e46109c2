using System.Globalization;
using CaseWorker.Contracts;

namespace CaseWorker.Processing.Enqueue;

/// <summary>A request while it is read, from JSON or from a form: values as they come, with what could not be understood.</summary>
internal sealed class EnqueueDraft
{
    private readonly EnqueueErrors errors = new();
    private readonly int?[] numbers = new int?[Enum.GetValues<EnqueueMember>().Length];
    private readonly string?[] texts = new string?[Enum.GetValues<EnqueueMember>().Length];
    private HashSet<string>? unknown;
    private OrderedDictionary<string, string>? properties;
    private bool? autoClose;
    private int seen;
    private CaseWish? wish;

    /// <summary>Must be called once for each member of the body before its value is read; says so when the member came before.</summary>
    public void Begin(EnqueueMember member)
    {
        if ((seen & (1 << (int)member)) != 0)
            Refuse(member, "must be given once, is given several times.");

        seen |= 1 << (int)member;
    }

    /// <summary>As <see cref="Begin"/>, for a member that is ignored otherwise.</summary>
    public void BeginUnknown(string name)
    {
        unknown ??= new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        if (!unknown.Add(name))
            errors.Add(EnqueueErrors.Body, "Every member must be given once, one is given several times.");
    }

    /// <summary>Takes a value given as text: a form's, or a JSON string.</summary>
    public void Set(EnqueueMember member, string text)
    {
        switch (member)
        {
            case EnqueueMember.CaseId:
                break;
            case EnqueueMember.ServiceId or EnqueueMember.CustomerId:
                SetNumber(member, text);
                break;
            case EnqueueMember.AutoClose:
                SetAutoClose(text);
                break;
            case EnqueueMember.CustomProperties:
                Refuse(member, "must be an object of texts.");
                break;
            case EnqueueMember.ServiceIdExtRef or EnqueueMember.ExtRef or EnqueueMember.Notes or EnqueueMember.Subject
                or EnqueueMember.ClassificationCode or EnqueueMember.ProcedureExtRef or EnqueueMember.ProcedureOptionExtRef:
                texts[(int)member] = text;
                break;
        }
    }

    public void Set(EnqueueMember member, int number) => numbers[(int)member] = number;

    public void SetAutoClose(bool value) => autoClose = value;

    public void SetWish(CaseWish? value) => wish = value;

    /// <summary>The object of custom properties was there, be it empty.</summary>
    public void BeginProperties() => properties ??= new OrderedDictionary<string, string>(StringComparer.Ordinal);

    public void AddProperty(string key, string value)
    {
        BeginProperties();
        if (!properties!.TryAdd(key, value))
            Refuse(EnqueueMember.CustomProperties, "must have each key once, has one several times.");
    }

    public void Refuse(EnqueueMember member, string sentence) => errors.Add(member.ToString(), $"{member} {sentence}");

    public void RefuseBody(string sentence) => errors.Add(EnqueueErrors.Body, sentence);

    public EnqueueReading Finish() => new(
        new CaseEnqueue
        {
            ServiceId = numbers[(int)EnqueueMember.ServiceId],
            ServiceIdExtRef = texts[(int)EnqueueMember.ServiceIdExtRef],
            CustomerId = numbers[(int)EnqueueMember.CustomerId],
            ExtRef = texts[(int)EnqueueMember.ExtRef],
            Notes = texts[(int)EnqueueMember.Notes],
            Subject = texts[(int)EnqueueMember.Subject],
            ClassificationCode = texts[(int)EnqueueMember.ClassificationCode],
            AutoClose = autoClose,
            CustomProperties = properties,
            ProcedureExtRef = texts[(int)EnqueueMember.ProcedureExtRef],
            ProcedureOptionExtRef = texts[(int)EnqueueMember.ProcedureOptionExtRef],
        },
        false,
        errors.ToDictionary())
    {
        Wish = wish,
    };

    // An empty field of a form, and an empty JSON string, is no number given.
    private void SetNumber(EnqueueMember member, string text)
    {
        if (text.Length == 0)
            return;

        if (int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number))
            Set(member, number);
        else
            Refuse(member, EnqueueReader.NotANumber);
    }

    private void SetAutoClose(string text)
    {
        if (text.Length == 0)
            return;

        if (bool.TryParse(text, out var value))
            autoClose = value;
        else
            Refuse(EnqueueMember.AutoClose, EnqueueReader.NotABoolean);
    }
}
