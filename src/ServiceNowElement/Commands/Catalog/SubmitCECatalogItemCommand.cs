using System.Collections;
using System.Management.Automation;
using ServiceNowElement.Binding;
using ServiceNowElement.Errors;
using ServiceNowElement.Model;
using ServiceNowElement.Pipeline;
using ServiceNowElement.Query;
using ServiceNowElement.Sessions;

namespace ServiceNowElement.Commands;

/// <summary>Orders a catalog item or submits a record producer, once: an order whose answer was lost is never repeated.</summary>
[Cmdlet(VerbsLifecycle.Submit, "CECatalogItem", SupportsShouldProcess = true)]
[OutputType(typeof(CatalogReceipt))]
public sealed class SubmitCECatalogItemCommand : SessionCmdlet
{
    /// <summary>Gets or sets the item: as Get-CECatalogItem returned it, its name or its sys_id.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [Alias("Name", "SysId")]
    [ValidateNotNull]
    public PSObject Item { get; set; } = null!;

    /// <summary>Gets or sets the answers by variable name; a multi-row variable set is a list of hashtables.</summary>
    [Parameter(Position = 1)]
    [Alias("Variables")]
    public IDictionary? Variable { get; set; }

    /// <summary>Gets or sets how many.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int Quantity { get; set; } = 1;

    /// <summary>Gets or sets whom it is for: a user name, a full name or a sys_id; the caller when omitted.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? RequestedFor { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        CESession session = ResolveSession();
        string key;
        Dictionary<string, object?> answers;
        try
        {
            key = Key(Item);
            Refuse(session);
            answers = CatalogAnswerInput.Read(Variable);
        }
        catch (ElementException failure)
        {
            WriteError(ErrorMapper.From(failure, Item));
            return;
        }

        string name = Item.Properties["Name"]?.Value?.ToString() ?? key;
        if (!ShouldProcess($"{name} on {session.Name}", Quantity == 1 ? "Order" : $"Order {Quantity} of"))
        {
            return;
        }

        (int quantity, string? person) = (Quantity, RequestedFor);
        RunAsync(name, (pipeline, call) => OneOfMany.RunAsync(name, pipeline, call, async (_, _) =>
        {
            CatalogItem item = Item.BaseObject as CatalogItem ?? await session.Element.GetCatalogItemAsync(key, call).ConfigureAwait(false);
            var submission = new CatalogSubmission
            {
                Quantity = quantity,
                RequestedFor = person == null ? null : await UserAsync(session, person, call).ConfigureAwait(false),
                Variables = answers,
            };
            await pipeline.WriteAsync([await session.Element.SubmitCatalogItemAsync(item, submission, call).ConfigureAwait(false)], call.Token).ConfigureAwait(false);
        }));
    }

    private static string Key(PSObject item) => item.BaseObject switch
    {
        CatalogItem known => known.SysId,
        string text when text.Trim().Length > 0 => text,
        _ => item.Properties["SysId"]?.Value?.ToString() ?? item.Properties["sys_id"]?.Value?.ToString() ?? throw ErrorCatalog.NotARecord.With("it is no catalog item; pipe what Get-CECatalogItem returned, or give its name"),
    };

    private static async Task<string> UserAsync(CESession session, string person, CallContext call)
    {
        if (ObjectNames.IsSysId(person))
        {
            return person;
        }

        // The login is unique and goes before the name, of which there may be two.
        foreach (string field in new[] { "user_name", "name" })
        {
            var query = new RecordQuery { Object = "sys_user", Filter = new FilterTerm(field, FilterOperator.Equal, [person]), Fields = ["sys_id"], Mode = ValueMode.Raw, First = 2 };
            var found = new List<string>();
            await session.Element.FindAsync(
                query,
                page =>
                {
                    found.AddRange(page.Records.Select(user => user.SysId));
                    return Task.CompletedTask;
                },
                call).ConfigureAwait(false);
            if (found.Count > 0)
            {
                return found.Count == 1 ? found[0] : throw ErrorCatalog.ReferenceAmbiguous.With(session.Instance, "sys_user", person, "requested_for");
            }
        }

        throw ErrorCatalog.ReferenceNotFound.With(session.Instance, "sys_user", person, "requested_for");
    }

    private void Refuse(CESession session)
    {
        if (Item.Properties["Instance"]?.Value?.ToString() is { Length: > 0 } own && !string.Equals(own, session.Instance, StringComparison.OrdinalIgnoreCase))
        {
            throw ErrorCatalog.InstanceMismatch.With("of the catalog item " + Item.Properties["Name"]?.Value, own, session.Instance);
        }
    }
}
