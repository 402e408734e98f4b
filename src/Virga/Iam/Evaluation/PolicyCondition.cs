using System.Collections.Immutable;

namespace Virga.Iam.Evaluation;

/// <summary>How a condition treats a key that has several values.</summary>
internal enum SetQuantifier
{
    /// <summary>The key is taken to have one value.</summary>
    One,

    /// <summary>ForAllValues: every value; true for a key that is missing.</summary>
    All,

    /// <summary>ForAnyValue: some value; false for a key that is missing.</summary>
    Any,
}

/// <summary>One key of one operator of a condition block.</summary>
internal sealed record PolicyCondition(
    SetQuantifier Quantifier, ConditionOperator Operator, bool IsIfExists, string Key,
        ImmutableArray<PolicyText> Values)
{
    /// <summary>
    /// Whether the condition holds. Source: IAM User Guide, "IAM JSON policy elements: Condition operators" and
    /// "Set operators for multivalued context keys".
    /// </summary>
    public bool Holds(RequestContext context)
    {
        var actual = context.Find(Key);
        if (Operator == ConditionOperator.Null) return IsNullCheckMet(actual, context);
        if (actual is null || (actual.Length == 0 && Quantifier != SetQuantifier.One))
            return HoldsWithoutKey();
        return Quantifier switch
        {
            SetQuantifier.All => actual.All(value => Fits(value, context)),
            SetQuantifier.Any => actual.Any(value => Fits(value, context)),
            _ when Operator.IsNegated => actual.All(value => Fits(value, context)),
            _ => actual.Any(value => Fits(value, context)),
        };
    }

    private bool HoldsWithoutKey() => Quantifier switch
    {
        SetQuantifier.All => true,
        SetQuantifier.Any => IsIfExists,
        _ => IsIfExists || Operator.IsNegated,
    };

    private bool IsNullCheckMet(string[]? actual, RequestContext context)
    {
        var isMissing = actual is not { Length: > 0 };
        return Values.Any(value => bool.TryParse(value.Literal(context), out var wanted) && wanted == isMissing);
    }

    /// <summary>One value against all the policy's values: any must match, or none for a negated operator.</summary>
    private bool Fits(string value, RequestContext context)
    {
        foreach (var wanted in Values)
            if (Operator.Matches(value, wanted, context)) return !Operator.IsNegated;
        return Operator.IsNegated;
    }
}
