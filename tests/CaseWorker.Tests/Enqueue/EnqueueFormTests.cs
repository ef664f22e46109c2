using System.Text;
using CaseWorker.Processing.Enqueue;
using Xunit;

namespace CaseWorker.Tests.Enqueue;

public sealed class EnqueueFormTests
{
    [Fact]
    public void A_form_is_read_like_json()
    {
        var reading = Read("serviceid=1&Notes=a+b%20%F0%9F%98%80&AutoClose=true&CustomerId=&CaseId=9&x=1");
        Assert.Empty(reading.Errors);
        Assert.Equal(1, reading.Request!.ServiceId);
        Assert.Equal("a b 😀", reading.Request.Notes);
        Assert.True(reading.Request.AutoClose);
        Assert.Null(reading.Request.CustomerId);
        Assert.Null(reading.Request.CaseId);
    }

    [Theory]
    [InlineData("CustomProperties[a]=1&CustomProperties[b]=2", "a=1 b=2")]
    [InlineData("CustomProperties%5Ba%5D=1", "a=1")]
    [InlineData("customproperties[a[0]]=1", "a[0]=1")]
    [InlineData("CustomProperties[0]=1", "0=1")]
    [InlineData("CustomProperties[0].Key=a&CustomProperties[0].Value=1&CustomProperties[1].Value=2&CustomProperties[1].Key=b", "a=1 b=2")]
    [InlineData("CustomProperties[7].key=a", "a=")]
    public void Custom_properties_come_in_both_spellings(string form, string properties) =>
        Assert.Equal(properties, string.Join(' ', Read(form).Request!.CustomProperties!.Select(pair => $"{pair.Key}={pair.Value}")));

    [Theory]
    [InlineData("ServiceId=1&ServiceId=1", "ServiceId")]
    [InlineData("ServiceId=1&serviceID=2", "ServiceId")]
    [InlineData("CustomProperties[a]=1&CustomProperties[a]=2", "CustomProperties")]
    [InlineData("CustomProperties[0].Key=a&CustomProperties[0].Key=b", "CustomProperties")]
    [InlineData("CustomProperties[0].Key=a&CustomProperties[1].Key=a", "CustomProperties")]
    [InlineData("CustomProperties[0].Key=a&CustomProperties[a]=1", "CustomProperties")]
    [InlineData("CustomProperties[0].Value=a", "CustomProperties")]
    [InlineData("CustomProperties[x].Key=a", "CustomProperties")]
    [InlineData("CustomProperties[0].Other=a", "CustomProperties")]
    [InlineData("CustomProperties[a=1", "CustomProperties")]
    [InlineData("CustomProperties=a", "CustomProperties")]
    [InlineData("ServiceId=one", "ServiceId")]
    [InlineData("AutoClose=on", "AutoClose")]
    [InlineData("x=1&X=2", "$")]
    [InlineData("1=a&1=b", "$")]
    [InlineData("ExtRef,Notes=a&extref,notes=b", "$")]
    public void A_bad_field_is_told_by_the_name_of_its_member(string form, string member)
    {
        var reading = Read(form);
        Assert.False(reading.IsMalformed);
        Assert.Equal([member], reading.Errors.Keys);
    }

    [Theory]
    [InlineData("Notes=%")]
    [InlineData("Notes=%4")]
    [InlineData("Notes=%zz")]
    [InlineData("Notes=%+1")]
    [InlineData("Notes=%FF")]
    [InlineData("Notes=%ED%A0%80")]
    [InlineData("%C3=1")]
    public void Broken_escapes_and_bytes_that_are_no_utf8_are_malformed(string form) => Assert.True(Read(form).IsMalformed);

    [Fact]
    public void An_empty_form_is_a_request_without_members() => Assert.Equal(new(), Read("").Request);

    private static EnqueueReading Read(string form) => EnqueueForm.Read(Encoding.UTF8.GetBytes(form));
}
