using System.Collections.Immutable;
using System.Text.Json;

namespace Virga.Iam.Evaluation;

/// <summary>
/// Reads policy documents, with AWS's texts for what is wrong. Sources: texts recorded on AWS (trust policy with a
/// trailing
/// comma), and the cases that moto's tests took from AWS (moto/iam/policy_validation.py names them).
/// </summary>
internal static class PolicyReader
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 32 };

    /// <exception cref="MalformedPolicyException">AWS would refuse the document.</exception>
    public static PolicyDocument Read(string text, PolicyKind kind)
    {
        var document = Parse(text, kind);
        if (kind == PolicyKind.Identity && document.Version != PolicyDocument.CurrentVersion)
            throw new MalformedPolicyException("Policy document must be version 2012-10-17 or greater.");
        PolicyGrammar.Check(document, kind);
        return document;
    }

    private static PolicyDocument Parse(string text, PolicyKind kind)
    {
        JsonDocument json;
        try
        {
            json = JsonDocument.Parse(text, Options);
        }
        catch (JsonException) when (kind == PolicyKind.Trust)
        {
            throw new MalformedPolicyException("This policy contains invalid Json");
        }
        catch (JsonException)
        {
            throw MalformedPolicyException.Syntax();
        }

        using (json) return ReadDocument(json.RootElement);
    }

    private static PolicyDocument ReadDocument(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object) throw MalformedPolicyException.Syntax();
        var version = PolicyDocument.FirstVersion;
        string? id = null;
        JsonElement? statements = null;
        foreach (var member in root.EnumerateObject())
        {
            switch (member.Name)
            {
                case "Version": version = Text(member.Value); break;
                case "Id": id = Text(member.Value); break;
                case "Statement": statements = member.Value; break;
                default: throw MalformedPolicyException.Syntax();
            }
        }

        if (version is not (PolicyDocument.CurrentVersion or PolicyDocument.FirstVersion))
            throw MalformedPolicyException.Syntax();
        JsonElement[] all = statements switch
        {
            { ValueKind: JsonValueKind.Array } array => [.. array.EnumerateArray()],
            { ValueKind: JsonValueKind.Object } one => [one],
            _ => throw MalformedPolicyException.Syntax(),
        };
        if (all.Length == 0) throw MalformedPolicyException.Syntax();
        return new(version, id, [.. all.Select((one, position) => ReadStatement(one, position, version))]);
    }

    private static PolicyStatement ReadStatement(JsonElement json, int position, string version)
    {
        if (json.ValueKind != JsonValueKind.Object) throw MalformedPolicyException.Syntax();
        var statement = new PolicyStatement(position, null, PolicyEffect.Allow, null, null, null, []);
        var hasEffect = false;
        foreach (var member in json.EnumerateObject())
        {
            var value = member.Value;
            statement = member.Name switch
            {
                "Sid" => statement with { Sid = Text(value) },
                "Effect" => statement with { Effect = Effect(value) },
                "Action" => statement with { Actions = Only(statement.Actions, value, version, false) },
                "NotAction" => statement with { Actions = Only(statement.Actions, value, version, true) },
                "Resource" => statement with { Resources = Only(statement.Resources, value, version, false) },
                "NotResource" => statement with { Resources = Only(statement.Resources, value, version, true) },
                "Principal" => statement with { Principals = Principals(statement.Principals, value, false) },
                "NotPrincipal" => statement with { Principals = Principals(statement.Principals, value, true) },
                "Condition" => statement with { Conditions = ConditionReader.Read(value, version) },
                _ => throw MalformedPolicyException.Syntax(),
            };
            hasEffect |= member.Name == "Effect";
        }

        return hasEffect ? statement : throw MalformedPolicyException.Syntax();
    }

    private static PolicyEffect Effect(JsonElement value) => Text(value) switch
    {
        "Allow" => PolicyEffect.Allow,
        "Deny" => PolicyEffect.Deny,
        var other when other.Equals("allow", StringComparison.OrdinalIgnoreCase)
            || other.Equals("deny", StringComparison.OrdinalIgnoreCase) =>
            throw new MalformedPolicyException("The policy failed legacy parsing"),
        _ => throw MalformedPolicyException.Syntax(),
    };

    /// <summary>A list; a statement cannot have both forms of it.</summary>
    private static PolicyList Only(PolicyList? before, JsonElement value, string version, bool isNegated)
    {
        if (before is not null) throw MalformedPolicyException.Syntax();
        return new([.. Texts(value).Select(text => new PolicyText(text, version))], isNegated);
    }

    private static PolicyPrincipals Principals(PolicyPrincipals? before, JsonElement value, bool isNegated)
    {
        if (before is not null) throw MalformedPolicyException.Syntax();
        if (value.ValueKind == JsonValueKind.String)
            return Text(value) == "*" ? new([new("AWS", "*")], isNegated) : throw MalformedPolicyException.Syntax();
        if (value.ValueKind != JsonValueKind.Object) throw MalformedPolicyException.Syntax();
        var names = ImmutableArray.CreateBuilder<NamedPrincipal>();
        foreach (var kind in value.EnumerateObject())
        {
            if (kind.Name is not ("AWS" or "Service" or "Federated" or "CanonicalUser"))
                throw MalformedPolicyException.Syntax();
            names.AddRange(Texts(kind.Value).Select(text => new NamedPrincipal(kind.Name, text)));
        }

        return new(names.ToImmutable(), isNegated);
    }

    /// <summary>A string, or a list of strings.</summary>
    internal static IEnumerable<string> Texts(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => value.EnumerateArray().Select(Text),
        _ => [Text(value)],
    };

    private static string Text(JsonElement value) => value.ValueKind == JsonValueKind.String
        ? Unescaped(value)
        : throw MalformedPolicyException.Syntax();

    /// <summary>A half of a surrogate pair is valid JSON and no text.</summary>
    private static string Unescaped(JsonElement value)
    {
        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw MalformedPolicyException.Syntax();
        }
    }
}
