using System.ComponentModel.DataAnnotations;
using System.Reflection;
using Microsoft.Extensions.Options;

namespace CaseWorker.Host.Settings;

/// <summary>Holds the annotations of an options class, and says a fault as "Section:Key must be …, is …".</summary>
internal sealed class SectionValidator<T>(string section) : IValidateOptions<T>
    where T : class
{
    private static readonly (PropertyInfo Key, ValidationAttribute Rule)[] Rules =
    [
        .. typeof(T).GetProperties().SelectMany(key => key.GetCustomAttributes<ValidationAttribute>().Select(rule => (key, rule))),
    ];

    public ValidateOptionsResult Validate(string? name, T options)
    {
        string[] faults = [.. Rules.Where(rule => !rule.Rule.IsValid(rule.Key.GetValue(options))).Select(rule => Say(rule.Key, rule.Rule, options))];
        return faults.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private string Say(PropertyInfo key, ValidationAttribute rule, T options)
    {
        var path = section.Length == 0 ? key.Name : $"{section}:{key.Name}";
        var value = key.GetValue(options) is { } given && given.ToString()!.Length > 0 ? $"\"{given}\"" : "empty";
        return rule switch
        {
            RangeAttribute range => $"{path} must be from {range.Minimum} to {range.Maximum}, is {value}.",
            EnumDataTypeAttribute named => $"{path} must be one of {string.Join(", ", Enum.GetNames(named.EnumType))}, is {value}.",
            RequiredAttribute => $"{path} must be given, is empty.",
            _ => $"{path}: {rule.FormatErrorMessage(key.Name)}",
        };
    }
}
