using CaseWorker.Processing.HelpCenter;
using Xunit;

namespace CaseWorker.Tests.HelpCenter;

public sealed class PhoneRuleTests
{
    [Theory]
    [InlineData("+4588888888", true, true)]
    [InlineData("+45 88 88 88 88", true, true)]
    [InlineData("(030) 12-34.56/7", true, true)]
    [InlineData("123456", true, true)]
    [InlineData("123456789012345", true, true)]
    [InlineData("112", true, false)]
    [InlineData("1234567890123456", true, false)]
    [InlineData("45+88888888", true, false)]
    [InlineData("12", false, false)]
    [InlineData("", false, false)]
    [InlineData("88888888 ext 5", false, false)]
    [InlineData("٨٨٨٨٨٨٨٨", false, false)]
    public void A_number_is_digits_and_what_people_put_between_them(string text, bool isPhone, bool looksLikePhone) =>
        Assert.Equal((isPhone, looksLikePhone), (PhoneRule.IsPhone(text), PhoneRule.LooksLikePhone(text)));

    [Fact]
    public void More_than_a_hundred_characters_are_no_number()
    {
        Assert.True(PhoneRule.IsPhone("123" + new string(' ', 97)));
        Assert.False(PhoneRule.IsPhone("123" + new string(' ', 98)));
    }
}
