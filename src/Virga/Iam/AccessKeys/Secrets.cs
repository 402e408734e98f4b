using Virga.State;

namespace Virga.Iam.AccessKeys;

/// <summary>Secrets of access keys and sessions.</summary>
internal static class Secrets
{
    private const string Base64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    /// <summary>40 characters, as AWS makes them.</summary>
    public static string NewSecret(Change change) => change.RandomText(40, Base64);

    /// <summary>A session token; AWS's begin with the same letters and are of no fixed length.</summary>
    public static string NewToken(Change change) => "IQoJb3JpZ2luX2Vj" + change.RandomText(332, Base64) + "==";
}
