using CaseWorker.Gateway.CasesApi;
using CaseWorker.Gateway.Errors;
using Xunit;

namespace CaseWorker.Tests.CasesApi;

public sealed class LegacyDateTests
{
    [Theory]
    [InlineData("2015-04-01", "2015-04-01 00:00:00")]
    [InlineData(" 2015-04-01 10:30 ", "2015-04-01 10:30:00")]
    [InlineData("2015-04-01 10:30:15", "2015-04-01 10:30:15")]
    [InlineData("2015-04-01T10:30", "2015-04-01 10:30:00")]
    [InlineData("2015-04-01T10:30:15", "2015-04-01 10:30:15")]
    [InlineData("2015-04-01T10:30:15Z", "2015-04-01 10:30:15")]
    [InlineData("2015-04-01T10:30:15.5Z", "2015-04-01 10:30:15")]
    [InlineData("2015-04-01T10:30:15+02:00", "2015-04-01 08:30:15")]
    [InlineData("2015-04-01 10:30-05:00", "2015-04-01 15:30:00")]
    [InlineData("2015-04-01T10:30:15+0200", "2015-04-01 08:30:15")]
    [InlineData("1427884215", "2015-04-01 10:30:15")]
    [InlineData("-1", "1969-12-31 23:59:59")]
    public void Every_form_of_a_date_is_understood_as_UTC(string text, string written) => Assert.Equal(written, LegacyDate.Of(LegacyDate.Parse(text)));

    [Theory]
    [InlineData("2015-04-01T10:30:15 02:00", "2015-04-01 08:30:15")]
    [InlineData("2015-04-01T10:30:15.5 02:00", "2015-04-01 08:30:15")]
    [InlineData("2015-04-01 10:30:15 02:00", "2015-04-01 08:30:15")]
    [InlineData("2015-04-01 10:30 02:00", "2015-04-01 08:30:00")]
    [InlineData("2015-04-01T10:30:15 0200", "2015-04-01 08:30:15")]
    public void A_plus_that_was_not_encoded_and_came_as_a_space_is_that_of_the_offset(string text, string written) => Assert.Equal(written, LegacyDate.Of(LegacyDate.Parse(text)));

    [Theory]
    [InlineData("")]
    [InlineData("2015-04-01 02:00 03")]
    [InlineData("2015-04-01 10:30 99:00")]
    [InlineData("now")]
    [InlineData("2015-04")]
    [InlineData("2015-02-30")]
    [InlineData("01/04/2015")]
    [InlineData("2015-04-01 25:00")]
    [InlineData("99999999999999999")]
    [InlineData("0001-01-01T00:00:00+14:00")]
    public void What_is_no_date_is_null(string text) => Assert.Null(LegacyDate.Parse(text));

    [Fact]
    public void Every_error_that_all_APIs_share_has_a_code_and_a_sentence_of_this_API()
    {
        (Problem Problem, int Status, string Code)[] errors =
        [
            (Problem.OfStatus(400), 422, "api_error_invalid"),
            (Problem.NoKey(), 401, "api_error_nokey"),
            (Problem.NoScope("cases:read"), 403, "api_error_noscope"),
            (Problem.NotFound(), 404, "api_error_notfound"),
            (Problem.OfStatus(405), 404, "api_error_method"),
            (Problem.TooLarge(1), 413, "api_error_toolarge"),
            (Problem.UnsupportedType("x"), 404, "api_error_format"),
            (Problem.KeyReused(), 422, "api_error_invalid"),
            (Problem.OfStatus(500), 500, "api_error_internal"),
            (Problem.DatabaseAway(), 503, "api_error_unavailable"),
            (Problem.NotSent(1), 503, "api_error_unavailable"),
            (Problem.Unknown(1), 503, "api_error_unavailable"),
        ];

        Assert.All(errors, error =>
        {
            var told = CasesError.Of(error.Problem);
            Assert.Equal((error.Status, error.Code), (told.Status, told.Code));
            Assert.NotEmpty(told.Sentence);
        });
        Assert.Equal(5, CasesError.Of(Problem.DatabaseAway()).RetryAfter);
    }
}
