namespace Virga.State;

/// <summary>
/// What a row belongs to: a 12-digit account, and a region such as <c>us-east-1</c>. Rows of services that AWS runs
/// once for all regions (IAM) live in <see cref="Global"/>. Nothing leaks from one scope into another.
/// </summary>
internal readonly record struct Scope(string Account, string Region)
{
    /// <summary>The region of rows that belong to the account as a whole.</summary>
    public const string GlobalRegion = "aws-global";

    /// <summary>The account-wide scope of the same account.</summary>
    public Scope Global => this with { Region = GlobalRegion };

    /// <summary>Whether it is the host itself, whose rows tell what was seen there and belong to nobody.</summary>
    public bool IsHost => Account == HostAccount;

    /// <summary>The name that stands for an account in scopes of the host.</summary>
    public const string HostAccount = "host";

    public override string ToString() => $"{Account}/{Region}";
}
