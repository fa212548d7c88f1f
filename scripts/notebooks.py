"""Runs a notebook from start to end on its kernel and writes it with its outputs: notebooks.py FROM TO FOLDER."""

import sys
from queue import Empty

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionComplete
from nbclient.util import ensure_async


class PatientClient(NotebookClient):
    """Waits a moment after a cell is done: Deno's kernel says so before it has sent all that the cell shows."""

    async def _async_poll_output_msg(self, parent_msg_id, cell, cell_index):
        done = False
        while True:
            try:
                message = await ensure_async(self.kc.iopub_channel.get_msg(timeout=0.7 if done else None))
            except Empty:
                return
            if message["parent_header"].get("msg_id") != parent_msg_id:
                continue
            try:
                self.process_message(message, cell, cell_index)
            except CellExecutionComplete:
                done = True


source, target, folder = sys.argv[1:]
notebook = nbformat.read(source, as_version=4)
PatientClient(notebook, timeout=120, resources={"metadata": {"path": folder}}).execute()
nbformat.write(notebook, target)
