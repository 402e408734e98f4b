using System.Text;
using System.Text.Json;

namespace Virga.Wire;

/// <summary>
/// One operation of a service: reads its input, writes its output. Generated code makes one instance each.
/// </summary>
public abstract class Operation
{
    private protected Operation(ServiceInfo service, string name) => (Info, Name) = (service, name);

    /// <summary>The service in small letters, as in its signature: <c>ec2</c>.</summary>
    public string Service => Info.Name;

    /// <summary>The operation as AWS writes it: <c>CreateVpc</c>.</summary>
    public string Name { get; }

    /// <summary>How it is written on the wire.</summary>
    public WireProtocol Protocol => Info.Protocol;

    /// <summary>Whether the model has an output. Those of EC2 without one answer <c>return</c> true.</summary>
    public bool HasOutput { get; init; } = true;

    /// <summary>The least <c>MaxResults</c> of the model; null where it names none.</summary>
    public int? LeastResults { get; init; }

    /// <summary>The greatest <c>MaxResults</c> of the model; null where it names none.</summary>
    public int? MostResults { get; init; }

    private protected ServiceInfo Info { get; }

    /// <summary>Reads a form and checks it.</summary>
    /// <exception cref="InputException">The first fault that was found.</exception>
    public abstract object ReadQuery(QueryNode root);

    /// <summary>Reads JSON and checks it. No body reads as an empty object.</summary>
    /// <exception cref="InputException">The first fault, or all constraints that fail.</exception>
    public abstract object ReadJson(ReadOnlyMemory<byte> body);

    /// <summary>Writes the whole answer.</summary>
    public void WriteXml(object output, XmlResponse writer)
    {
        writer.HasMilliseconds = Protocol == WireProtocol.Ec2Query;
        writer.Raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"u8);
        var name = Encoding.UTF8.GetBytes(Name + "Response");
        writer.Raw("<"u8);
        writer.Raw(name);
        writer.Raw(" xmlns=\""u8);
        writer.Raw(Encoding.UTF8.GetBytes(Info.XmlNamespace));
        writer.Raw("\">"u8);
        if (Protocol == WireProtocol.Ec2Query)
            WriteEc2(output, writer);
        else
            WriteQuery(output, writer);
        writer.Close(name);
    }

    /// <summary>Writes the whole answer.</summary>
    public void WriteJson(object output, Utf8JsonWriter writer) =>
        JsonOutput.WriteStructure(writer, (IJsonOutput)output);

    /// <summary>The instance in <paramref name="slot"/>, put there by whoever comes first.</summary>
    internal static Operation<TIn, TOut> Keep<TIn, TOut>(ref Operation<TIn, TOut>? slot, Operation<TIn, TOut> made)
        where TIn : class, new() where TOut : class, new() => Interlocked.CompareExchange(ref slot, made, null) ?? made;

    private void WriteEc2(object output, XmlResponse writer)
    {
        writer.String("requestId"u8, writer.RequestId);
        if (HasOutput)
            ((IXmlOutput)output).Write(writer);
        else
            writer.Boolean("return"u8, true);
    }

    private void WriteQuery(object output, XmlResponse writer)
    {
        if (HasOutput)
            writer.Structure(Encoding.UTF8.GetBytes(Name + "Result"), (IXmlOutput)output);
        writer.Open("ResponseMetadata"u8);
        writer.String("RequestId"u8, writer.RequestId);
        writer.Close("ResponseMetadata"u8);
    }
}
