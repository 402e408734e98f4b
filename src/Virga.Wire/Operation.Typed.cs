using System.Text.Json;

namespace Virga.Wire;

/// <summary>An operation with the types of its input and output.</summary>
public sealed class Operation<TIn, TOut> : Operation where TIn : class, new() where TOut : class, new()
{
    private readonly Func<QueryNode, TIn>? readQuery;
    private readonly JsonInput.Element<TIn>? readJson;

    internal Operation(ServiceInfo service, string name, Func<QueryNode, TIn> readQuery) : base(service, name) =>
        this.readQuery = readQuery;

    internal Operation(ServiceInfo service, string name, JsonInput.Element<TIn> readJson) : base(service, name) =>
        this.readJson = readJson;

    /// <inheritdoc cref="Operation.ReadQuery"/>
    public TIn Read(QueryNode root)
    {
        var input = Reader(readQuery)(root);
        if (Protocol == WireProtocol.Ec2Query)
            root.Document.ThrowIfUnknown();
        root.Document.ThrowIfMissing();
        return Checked(input);
    }

    /// <inheritdoc cref="Operation.ReadJson"/>
    public TIn Read(ReadOnlyMemory<byte> body)
    {
        var read = Reader(readJson);
        if (body.IsEmpty)
            return Checked(new());
        var reader = new JsonInput(body.Span);
        try
        {
            reader.Start();
            var input = read(ref reader);
            reader.End();
            return Checked(input);
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            // InvalidOperationException is how the reader tells of UTF-8 that is not valid.
            throw new InputException(InputFault.Malformed, "");
        }
    }

    /// <inheritdoc/>
    public override object ReadQuery(QueryNode root) => Read(root);

    /// <inheritdoc/>
    public override object ReadJson(ReadOnlyMemory<byte> body) => Read(body);

    private T Reader<T>(T? reader) where T : Delegate =>
        reader ?? throw new NotSupportedException($"{Service} does not speak this protocol; see {nameof(Protocol)}.");

    private TIn Checked(TIn input)
    {
        if (input is not IConstrained constrained)
            return input;
        var found = new Constraints(Info.Constraints);
        constrained.Check(found);
        found.ThrowIfAny();
        return input;
    }
}
