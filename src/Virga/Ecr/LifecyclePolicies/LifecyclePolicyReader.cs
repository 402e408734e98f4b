using System.Text.Json;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ecr;

namespace Virga.Ecr.LifecyclePolicies;

/// <summary>
/// Reads lifecycle policies. Texts of what is wrong: AWS validates with a JSON schema; moto's tests recorded them
/// (moto/ecr/policy_validation.py).
/// </summary>
internal static class LifecyclePolicyReader
{
    private const int MaxRules = 50;
    private static readonly string[] CountTypes =
        ["imageCountMoreThan", "sinceImagePushed", "sinceImagePulled", "sinceImageTransitioned"];

    /// <exception cref="AwsException">InvalidParameterException that says what is wrong.</exception>
    public static IReadOnlyList<LifecycleRule> Read(string? text)
    {
        JsonDocument json;
        try
        {
            json = JsonDocument.Parse(text ?? "");
        }
        catch (JsonException)
        {
            throw Wrong("Could not map policyString into LifecyclePolicy.");
        }

        using (json)
        {
            var root = json.RootElement;
            if (root.ValueKind != JsonValueKind.Object) throw Wrong("Could not map policyString into LifecyclePolicy.");
            Check(root, ["rules"], []);
            var rules = root.GetProperty("rules");
            if (rules.ValueKind != JsonValueKind.Array || rules.GetArrayLength() is 0 or > MaxRules)
                throw Wrong($"rules must be an array of 1 to {MaxRules} elements");
            List<LifecycleRule> all = [.. rules.EnumerateArray().Select(ReadRule)];
            CheckTogether(all);
            return [.. all.OrderBy(rule => rule.Priority)];
        }
    }

    private static LifecycleRule ReadRule(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object)
            throw Wrong("instance type does not match any allowed primitive type (allowed: [\"object\"])");
        Check(json, ["action", "rulePriority", "selection"], ["description"]);
        var selection = json.GetProperty("selection");
        Check(selection, ["countNumber", "countType", "tagStatus"],
            ["countUnit", "tagPatternList", "tagPrefixList", "storageClass"]);
        var action = json.GetProperty("action");
        Check(action, ["type"], ["targetStorageClass"]);
        var rule = new LifecycleRule
        {
            Priority = Number(json, "rulePriority"),
            TagStatus = OneOf(selection, "tagStatus", "any", "tagged", "untagged"),
            TagPrefixes = Texts(selection, "tagPrefixList"),
            TagPatterns = Texts(selection, "tagPatternList"),
            CountType = OneOf(selection, "countType", CountTypes),
            CountNumber = Number(selection, "countNumber"),
            SelectsArchived = selection.TryGetProperty("storageClass", out _)
                && OneOf(selection, "storageClass", "standard", "archive") == "archive",
            Archives = OneOf(action, "type", "expire", "transition") == "transition",
        };
        CheckAlone(rule, selection, action);
        return rule;
    }

    private static void CheckAlone(LifecycleRule rule, JsonElement selection, JsonElement action)
    {
        if (rule.CountType != "imageCountMoreThan")
        {
            if (!selection.TryGetProperty("countUnit", out _))
                throw Wrong("object has missing required properties ([\"countUnit\"])");
            OneOf(selection, "countUnit", "days");
        }
        else if (selection.TryGetProperty("countUnit", out _))
            throw Wrong("countUnit is only allowed with a countType that counts days");

        var lists = rule.TagPrefixes.Count + rule.TagPatterns.Count;
        if (rule.TagStatus == "tagged" && lists == 0)
            throw Wrong("tagPrefixList or tagPatternList is required when tagStatus is tagged");
        if (rule.TagStatus != "tagged" && lists > 0)
            throw Wrong($"tagPrefixList and tagPatternList are not allowed when tagStatus is {rule.TagStatus}");
        if (rule.TagPrefixes.Count > 0 && rule.TagPatterns.Count > 0)
            throw Wrong("tagPrefixList and tagPatternList cannot be used together");
        if (rule.TagPatterns.Any(pattern => pattern.Count(c => c == '*') > 4))
            throw Wrong("a tag pattern has at most 4 wildcards");
        if (rule.Archives && !action.TryGetProperty("targetStorageClass", out _))
            throw Wrong("object has missing required properties ([\"targetStorageClass\"])");
        if (rule.Archives) OneOf(action, "targetStorageClass", "archive");
        if (rule.CountType == "sinceImageTransitioned" && !rule.SelectsArchived)
            throw Wrong("sinceImageTransitioned requires the storageClass archive");
    }

    private static void CheckTogether(List<LifecycleRule> rules)
    {
        if (rules.Select(rule => rule.Priority).Distinct().Count() < rules.Count)
            throw Wrong("each rule must have a unique rulePriority");
        if (rules.Count(rule => rule.TagStatus == "untagged" && !rule.SelectsArchived && !rule.Archives) > 1)
            throw Wrong("only one rule may have the tagStatus untagged");
        var any = rules.Where(rule => rule.TagStatus == "any" && !rule.SelectsArchived && !rule.Archives).ToList();
        if (any.Count > 1) throw Wrong("only one rule may have the tagStatus any");
        if (any.Count == 1 && rules.Exists(rule =>
            rule.Priority > any[0].Priority && !rule.SelectsArchived && !rule.Archives))
            throw Wrong("a rule with the tagStatus any must have the highest rulePriority");
    }

    private static void Check(JsonElement json, string[] required, string[] optional)
    {
        if (json.ValueKind != JsonValueKind.Object) throw Wrong("an object is expected");
        var names = json.EnumerateObject().Select(member => member.Name).ToList();
        if (required.Except(names).Order(StringComparer.Ordinal).ToList() is { Count: > 0 } missing)
            throw Wrong($"object has missing required properties ([{Quoted(missing)}])");
        if (names.Except(required).Except(optional).ToList() is { Count: > 0 } unknown)
            throw Wrong("object instance has properties which are not allowed by the schema: "
                + $"([{Quoted(unknown)}])");
    }

    private static string OneOf(JsonElement json, string name, params string[] values)
    {
        var value = json.GetProperty(name);
        var text = value.ValueKind == JsonValueKind.String ? value.GetString()! : value.ToString();
        return values.Contains(text)
            ? text
            : throw Wrong($"instance value (\"{text}\") not found in enum (possible values: [{Quoted(values)}])");
    }

    private static int Number(JsonElement json, string name)
    {
        var value = json.GetProperty(name);
        if (value.ValueKind != JsonValueKind.Number || !value.TryGetInt32(out var number))
            throw Wrong($"{name} must be an integer");
        return number >= 1
            ? number
            : throw Wrong($"numeric instance is lower than the required minimum (minimum: 1, found: {number})");
    }

    private static IReadOnlyList<string> Texts(JsonElement json, string name)
    {
        if (!json.TryGetProperty(name, out var list)) return [];
        if (list.ValueKind != JsonValueKind.Array
            || list.EnumerateArray().Any(one => one.ValueKind != JsonValueKind.String))
            throw Wrong($"{name} must be an array of strings");
        return [.. list.EnumerateArray().Select(one => one.GetString()!)];
    }

    private static string Quoted(IEnumerable<string> names) => string.Join(",", names.Select(name => $"\"{name}\""));

    private static AwsException Wrong(string text) => EcrErrors.InvalidParameter(
        "LifecyclePolicyText", $"Lifecycle policy validation failure: {text}");
}
