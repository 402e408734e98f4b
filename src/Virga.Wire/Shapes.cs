namespace Virga.Wire;

/// <summary>Turns the static readers of shapes into delegates.</summary>
internal static class Shapes
{
    public static T ReadQuery<T>(QueryNode root) where T : IQueryInput<T> => T.Read(root);

    public static T ReadJson<T>(ref JsonInput reader) where T : IJsonInput<T> => T.Read(ref reader);
}
