using System.Text.RegularExpressions;
using Virga.Wire.Ssm;

namespace Virga.Ssm.Parameters;

/// <summary>Checks what PutParameter is given.</summary>
internal static class ParameterRules
{
    private static readonly TimeSpan MaxMatchTime = TimeSpan.FromMilliseconds(200);

    public static void Check(PutParameterRequest input, ParameterRow? before)
    {
        if (before is not null && input.Overwrite != true) throw SsmErrors.AlreadyExists();
        if (input.Overwrite == true && input.Tags is { Count: > 0 })
            throw SsmErrors.Validation(
                "Invalid request: tags and overwrite can't be used together. To create a parameter with tags, "
                    + "please remove "
                + "overwrite flag. To update tags for an existing parameter, please use AddTagsToResource or "
                + "RemoveTagsFromResource.");
        if (before is null && input.Type is null)
            throw SsmErrors.Validation("A parameter type is required when you create a parameter.");
        if (input.DataType is not (null or "text" or "aws:ec2:image" or "aws:ssm:integration"))
            throw SsmErrors.Validation(
                $"The following data type is not supported: {input.DataType} (Data type names are all lowercase.)");
        CheckPattern(input.AllowedPattern ?? before?.Latest.AllowedPattern, input.Value!);
    }

    /// <summary>The caller writes the pattern, so it gets a limit of time.</summary>
    private static void CheckPattern(string? pattern, string value)
    {
        if (string.IsNullOrEmpty(pattern)) return;
        try
        {
            var match = Regex.Match(value, pattern, RegexOptions.CultureInvariant, MaxMatchTime);
            if (!match.Success) throw SsmErrors.PatternMismatch(pattern);
        }
        catch (Exception fault) when (fault is RegexMatchTimeoutException or ArgumentException)
        {
            throw SsmErrors.InvalidPattern(pattern);
        }
    }
}
