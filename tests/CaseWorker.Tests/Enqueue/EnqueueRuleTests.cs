using CaseWorker.Contracts;
using CaseWorker.Processing.Enqueue;
using Xunit;

namespace CaseWorker.Tests.Enqueue;

public sealed class EnqueueRuleTests
{
    public static TheoryData<string, int> Limits => new()
    {
        { nameof(CaseEnqueue.ExtRef), 200 },
        { nameof(CaseEnqueue.Notes), 4000 },
        { nameof(CaseEnqueue.Subject), 100 },
        { nameof(CaseEnqueue.ClassificationCode), 100 },
        { nameof(CaseEnqueue.ProcedureExtRef), 200 },
        { nameof(CaseEnqueue.ProcedureOptionExtRef), 200 },
    };

    public static TheoryData<string> RefusedTexts =>
        ["a\0b", "a\u0001", "\u001b[0m", "\u007f", "\u0085", "\ud800", "\udc00", "\udc00\ud800", "a\ud83d"];

    public static TheoryData<string> KeptTexts => ["tab\t cr\r lf\n", "😀👩‍👩‍👧", "שלום \u200fعالم", "\u00a0\ufeff", "' OR 1=1 --", "<b>"];

    [Theory, MemberData(nameof(Limits))]
    public void A_text_may_have_its_limit_and_not_one_more(string member, int limit)
    {
        Assert.Empty(Check(With(member, new string('x', limit))).Errors);
        Assert.Equal([member], Check(With(member, new string('x', limit + 1))).Errors.Keys);
    }

    [Fact]
    public void Length_counts_utf16_units()
    {
        Assert.Empty(Check(With("Subject", string.Concat(Enumerable.Repeat("😀", 50)))).Errors);
        Assert.Single(Check(With("Subject", string.Concat(Enumerable.Repeat("😀", 50)) + "x")).Errors);
    }

    [Theory, MemberData(nameof(RefusedTexts))]
    public void Control_characters_and_half_pairs_are_refused_everywhere(string text)
    {
        foreach (var (member, _) in Limits.Select(row => row.Data))
            Assert.Equal([member], Check(With(member, text)).Errors.Keys);

        Assert.Equal(["CustomProperties"], Check(WithProperty(text, "v")).Errors.Keys);
        Assert.Equal(["CustomProperties"], Check(WithProperty("k", text)).Errors.Keys);
    }

    [Theory, MemberData(nameof(KeptTexts))]
    public void Other_texts_are_kept(string text) => Assert.Empty(Check(With("Notes", text)).Errors);

    [Theory]
    [InlineData(1, 0, true)]
    [InlineData(100, 2000, true)]
    [InlineData(0, 1, false)]
    [InlineData(101, 1, false)]
    [InlineData(1, 2001, false)]
    public void Custom_properties_have_keys_of_1_to_100_and_values_up_to_2000(int key, int value, bool isValid) =>
        Assert.Equal(isValid, Check(WithProperty(new string('k', key), new string('v', value))).Errors.Count == 0);

    [Theory]
    [InlineData(100, true)]
    [InlineData(101, false)]
    public void Custom_properties_are_at_most_100(int count, bool isValid)
    {
        var properties = Enumerable.Range(0, count).ToDictionary(i => $"k{i}", _ => "v");
        Assert.Equal(isValid, Check(new CaseEnqueue { ServiceId = 1, CustomProperties = properties }).Errors.Count == 0);
    }

    [Theory]
    [InlineData(1, null, 1)]
    [InlineData(null, "billing", 1)]
    [InlineData(0, "sales", 2)]
    [InlineData(2, "sales", 2)]
    [InlineData(2, "", 2)]
    public void The_service_is_found_by_id_or_reference(int? id, string? extRef, int found)
    {
        var check = Check(new CaseEnqueue { ServiceId = id, ServiceIdExtRef = extRef });
        Assert.Empty(check.Errors);
        Assert.Equal(found, check.Service!.ServiceId);
    }

    [Theory]
    [InlineData(null, null, "ServiceId")]
    [InlineData(0, null, "ServiceId")]
    [InlineData(0, "", "ServiceId")]
    [InlineData(-1, null, "ServiceId")]
    [InlineData(int.MaxValue, null, "ServiceId")]
    [InlineData(int.MinValue, null, "ServiceId")]
    [InlineData(21, null, "ServiceId")]
    [InlineData(3, null, "ServiceId")]
    [InlineData(null, "closed", "ServiceIdExtRef")]
    [InlineData(null, "other", "ServiceIdExtRef")]
    [InlineData(null, "Billing", "ServiceIdExtRef")]
    [InlineData(1, "sales", "ServiceIdExtRef")]
    public void A_service_that_is_none_of_the_hub_or_inactive_or_contradicted_is_refused(int? id, string? extRef, string member) =>
        Assert.Equal([member], Check(new CaseEnqueue { ServiceId = id, ServiceIdExtRef = extRef }).Errors.Keys);

    [Fact]
    public void A_reference_found_in_several_hubs_is_ambiguous_unless_the_hub_is_given()
    {
        var request = new CaseEnqueue { ServiceIdExtRef = "billing" };
        var check = EnqueueRule.Check(request, TestCatalog.Value, null, requireActive: true);
        Assert.True(check.IsAmbiguous);
        Assert.Null(check.Service);
        Assert.Equal(21, EnqueueRule.Check(request, TestCatalog.Value, 2, requireActive: true).Service!.ServiceId);
        Assert.Equal(22, EnqueueRule.Check(new CaseEnqueue { ServiceIdExtRef = "other" }, TestCatalog.Value, null, true).Service!.ServiceId);
    }

    [Fact]
    public void What_is_in_a_partitions_queue_may_belong_to_an_inactive_service() =>
        Assert.Empty(EnqueueRule.Check(new CaseEnqueue { ServiceId = 3 }, TestCatalog.Value, null, requireActive: false).Errors);

    [Fact]
    public void All_errors_are_told_at_once()
    {
        var request = new CaseEnqueue { CustomerId = -1, Subject = new string('x', 101), Notes = "\0" };
        Assert.Equal(["CustomerId", "Notes", "ServiceId", "Subject"], Check(request).Errors.Keys.Order());
    }

    [Fact]
    public void A_member_that_could_not_be_read_is_blamed_once()
    {
        var reading = EnqueueReader.Read("""{"ServiceId":"abc","Subject":"\ud800","ExtRef":"\u0000"}"""u8);
        var check = EnqueueRule.Check(reading, TestCatalog.Value, 1, requireActive: true);
        Assert.Equal(["ExtRef", "ServiceId", "Subject"], check.Errors.Keys.Order());
        Assert.All(check.Errors.Values, sentences => Assert.Single(sentences));
    }

    [Fact]
    public void Requests_that_mean_the_same_are_written_alike()
    {
        var service = TestCatalog.Value.FindService(1)!;
        var plain = EnqueueWriter.Write(EnqueueRule.Normalize(new CaseEnqueue { ServiceId = 1, Subject = "😀" }, service));
        var wordy = new CaseEnqueue { CaseId = 7, ServiceId = 0, ServiceIdExtRef = "billing", CustomerId = 0, AutoClose = false, Subject = "😀", CustomProperties = new Dictionary<string, string>() };
        Assert.Equal(plain, EnqueueWriter.Write(EnqueueRule.Normalize(wordy, service)));
    }

    private static EnqueueCheck Check(CaseEnqueue request) => EnqueueRule.Check(request, TestCatalog.Value, 1, requireActive: true);

    private static CaseEnqueue WithProperty(string key, string value) =>
        new() { ServiceId = 1, CustomProperties = new Dictionary<string, string> { [key] = value } };

    private static CaseEnqueue With(string member, string text)
    {
        var request = new CaseEnqueue { ServiceId = 1 };
        typeof(CaseEnqueue).GetProperty(member)!.SetValue(request, text);
        return request;
    }
}
